/**
 * What a place in code does, the one vocabulary of every language and output; the gravest first, and where two meet at a place the graver
 * is said.
 */
export const iacVerdicts = [
  'destroys-cluster',
  'undoes-migration',
  'creates-kubenet',
  'may-create-kubenet',
  'kubenet-by-default',
  'migrates',
  'unknown',
  'allows-kubenet',
  'not-aks',
  'mention-only',
] as const;
export type IacVerdict = (typeof iacVerdicts)[number];
