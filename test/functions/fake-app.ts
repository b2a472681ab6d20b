/** The functions app with an engine that audits nothing real: the entry point that the host loads in tests. */
import { readSettings } from '../../src/config/settings.ts';
import { createFunctionsApp } from '../../src/functions/app-services.ts';
import { registerFunctions } from '../../src/functions/register-functions.ts';
import { estatePlan } from './doomed-estate.ts';
import { everyClusterReady, fakeEngine } from './fake-engine.ts';

const engine = fakeEngine(estatePlan, {
  auditUnit: async (unit) => {
    if (unit.clusterIds.some((id) => id.endsWith('b2'))) throw new Error('This unit never succeeds.');
    return everyClusterReady(unit);
  },
});
registerFunctions(
  createFunctionsApp(
    readSettings(process.env),
    () => engine,
    () => new Date(),
  ),
);
