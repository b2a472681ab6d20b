import { options, textOf, type Value } from '../value/value.ts';
import type { ClusterClaim } from './claim.ts';
import { isKubenet } from './judge-claim.ts';

/** What code gives one cluster: `azure` is without the mode overlay, `nothing` leaves it to what the cluster has. */
export type SaidNetwork = 'kubenet' | 'may-be-kubenet' | 'overlay' | 'azure' | 'nothing' | 'not-known';

/** Which of the values that the code can give are given to the cluster: those of its own variable file, where it has one. */
export type OwnValues = (value: Value) => readonly Exclude<Value, { readonly kind: 'choice' }>[];

/** Of one set of values that is applied: what it leaves behind of others is none of it. */
export const sureValues: OwnValues = (value) => options(value).flatMap((each) => (each.sure ? [each.value] : []));

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
