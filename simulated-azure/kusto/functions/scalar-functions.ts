import { arrayFunctions } from './array-functions.ts';
import { bagFunctions } from './bag-functions.ts';
import { conversionFunctions } from './conversion-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { logicFunctions } from './logic-functions.ts';
import { mathFunctions } from './math-functions.ts';
import type { ScalarFunction } from './scalar-function.ts';
import { stringFunctions } from './string-functions.ts';

/** Every scalar function the engine knows; any other name is an unknown function to it. */
export const scalarFunctions: ReadonlyMap<string, ScalarFunction> = new Map([
  ...arrayFunctions,
  ...bagFunctions,
  ...conversionFunctions,
  ...dateFunctions,
  ...logicFunctions,
  ...mathFunctions,
  ...stringFunctions,
]);
