import type { ClusterClaim } from '../judge/claim.ts';
import { isKubenet } from '../judge/judge-claim.ts';
import { options, textOf, type Value } from '../value/value.ts';

/** What code gives one cluster: `azure` is without the mode overlay, `nothing` leaves it to what the cluster has. */
export type SaidNetwork = 'kubenet' | 'may-be-kubenet' | 'overlay' | 'azure' | 'nothing' | 'not-known';

/** Which of the values that the code can give are given to the cluster: those of its own variable file, where it has one. */
export type OwnValues = (value: Value) => readonly Exclude<Value, { readonly kind: 'choice' }>[];

export function saidNetwork(claim: ClusterClaim, own: OwnValues): SaidNetwork {
  const plugins = claim.plugin === undefined ? [] : own(claim.plugin);
  const kubenet = plugins.filter(isKubenet);
  if (kubenet.length > 0) {
    const isSure = kubenet.length === plugins.length && claim.presence === 'stands';
    return isSure ? 'kubenet' : 'may-be-kubenet';
  }
  if (plugins.some(({ kind }) => kind === 'unknown')) return 'not-known';
  const given = plugins
    .map((each) => textOf(each)?.trim().toLowerCase())
    .filter((text) => text !== undefined && text !== '');
  if (given.length === 0) return claim.byDefault?.plugin === 'kubenet' ? 'kubenet' : 'nothing';
  return given.every((text) => text === 'azure') ? azureMode(claim.mode, own) : 'not-known';
}

function azureMode(mode: Value | undefined, own: OwnValues): SaidNetwork {
  const modes = mode === undefined ? [] : own(mode);
  if (modes.some(({ kind }) => kind === 'unknown')) return 'not-known';
  const overlay = modes.filter((each) => textOf(each)?.toLowerCase() === 'overlay');
  if (overlay.length === 0) return 'azure';
  return overlay.length === modes.length ? 'overlay' : 'not-known';
}

/** The values that arrive unless something else overrides them; in a folder with a variable file for each cluster, that file's. */
export function ownValues(file: string | undefined, variants: ReadonlySet<string>): OwnValues {
  return (value) => {
    const all = options(value);
    const effective = all.some(({ sure }) => sure) ? all.filter(({ sure }) => sure) : all;
    const inFile = effective.filter(({ value: { at } }) => at.file === file);
    const elsewhere = effective.filter(({ value: { at } }) => !variants.has(at.file));
    const left =
      file === undefined ? effective : inFile.length > 0 ? inFile : elsewhere.length > 0 ? elsewhere : effective;
    return left.map(({ value: each }) => each);
  };
}
