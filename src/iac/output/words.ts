import type { IacVerdict } from '../judge/verdict.ts';

/** How a verdict is said to a person, and how grave it is where outputs know three levels. */
export const verdictWords: Readonly<
  Record<IacVerdict, { readonly says: string; readonly level: 'error' | 'warning' | 'note' }>
> = {
  'destroys-cluster': { says: 'destroys the cluster', level: 'error' },
  'creates-kubenet': { says: 'creates kubenet', level: 'error' },
  'may-create-kubenet': { says: 'may create kubenet', level: 'warning' },
  'kubenet-by-default': { says: 'kubenet by default', level: 'error' },
  migrates: { says: 'migrates', level: 'note' },
  unknown: { says: 'unknown', level: 'warning' },
  'allows-kubenet': { says: 'allows kubenet', level: 'note' },
  'not-aks': { says: 'not AKS', level: 'note' },
  'mention-only': { says: 'mention only', level: 'note' },
};
