import type { BicepCompiler } from '../compiler/bicep-compiler.ts';
import type { FolderFiles } from '../folder/folder-files.ts';
import { type ClusterClaim, plainClaim } from '../judge/claim.ts';
import type { NotRead } from '../judge/finding.ts';
import { mapped, nullValue, options, scalar, textOf, unknown, type Value } from '../value/value.ts';
import { compilable } from './compilable.ts';
import { type MarkedClusters, markedClusters } from './marked-clusters.ts';
import { leftOpen, type SnapshotCluster, snapshotClusters, type Worked } from './snapshot.ts';

/** A deployment that a person can start: a template and, where there is one, the file that gives its parameters. */
export interface CompiledDeployment {
  readonly template: string;
  /** The `.bicepparam` file that is deployed, by its name and text. */
  readonly entry: { readonly file: string; readonly text: string };
}

export interface CompiledClaims {
  readonly claims: readonly ClusterClaim[];
  /** Those among them that the compiler worked out. */
  readonly byCompiler: ReadonlySet<ClusterClaim>;
  readonly notRead: readonly NotRead[];
}

/** Whether the source alone does not tell what a cluster gets. */
function isOpen({ plugin, mode, kubernetesVersion }: ClusterClaim): boolean {
  return [plugin, mode, kubernetesVersion].some(isUnread);
}

function isUnread(value: Value | undefined): boolean {
  return value !== undefined && options(value).some((each) => isUnreadOption(each.value));
}

function isUnreadOption(value: Value): boolean {
  return value.kind === 'unknown' && value.from === 'unread';
}

/** What a compilation is made of, and by. */
export interface Compiling {
  readonly files: FolderFiles;
  readonly compiler: BicepCompiler;
  /** Files that our own parser could not read whole. */
  readonly broken: ReadonlySet<string>;
}

/**
 * The clusters of a template with what the source left open as the compiler works it out, and those that the source did not show. What the
 * source tells stays as it is, with its places.
 */
export function compiledClaims(
  claims: readonly ClusterClaim[],
  deployments: readonly CompiledDeployment[],
  compiling: Compiling,
): CompiledClaims {
  const asked = deployments.filter((each) => claims.some(isOpen) || usesBroken(each, compiling));
  const answers = asked.map((each) => compiled(each, compiling));
  const notRead = answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : []));
  const clusters = answers.flatMap((answer) => ('refused' in answer ? [] : answer.clusters));
  const all = claims.map((claim) => filled(claim, clusters));
  const unseen = clusters.filter((each) => !claims.some((claim) => isOf(claim, each))).map(claimOf);
  return {
    claims: [...all.flatMap((each) => each.claims), ...unseen],
    byCompiler: new Set([
      ...all.flatMap((each) => (each.isFilled ? each.claims.filter((claim) => !isOpen(claim)) : [])),
      ...unseen,
    ]),
    notRead,
  };
}

type PlacedCluster = SnapshotCluster & NonNullable<ReturnType<MarkedClusters['declared']['get']>>;
type Answer = { readonly clusters: readonly PlacedCluster[] } | { readonly refused: NotRead };

function usesBroken({ entry }: CompiledDeployment, { files, broken }: Compiling): boolean {
  if (broken.size === 0) return false;
  const needed = compilable(entry, files);
  return 'texts' in needed && [...needed.texts.keys()].some((file) => broken.has(file));
}

function compiled({ template, entry }: CompiledDeployment, { files, compiler }: Compiling): Answer {
  const refused = (reason: string): Answer => ({
    refused: { file: template, line: undefined, reason: `its values could not be worked out: ${reason}` },
  });
  const needed = compilable(entry, files);
  if ('refused' in needed) return refused(needed.refused);
  const { texts, declared } = markedClusters(needed.texts);
  const answer = compiler.snapshot(texts, entry.file);
  if ('refused' in answer) return refused(answer.refused);
  const clusters = snapshotClusters(answer.json);
  if (clusters === undefined) return refused("the compiler's snapshot has another shape than the one known");
  return {
    clusters: clusters.flatMap((each) => {
      const where = declared.get(each.apiVersion);
      return where === undefined ? [] : [{ ...each, ...where }];
    }),
  };
}

function isOf({ at }: ClusterClaim, cluster: PlacedCluster): boolean {
  return at.file === cluster.at.file && at.line === cluster.at.line;
}

function filled(claim: ClusterClaim, clusters: readonly PlacedCluster[]) {
  const own = isOpen(claim) ? clusters.filter((each) => isOf(claim, each)) : [];
  const name = textOf(claim.cluster?.name);
  const named = name === undefined ? [] : own.filter((each) => each.name === name);
  const those = named.length > 0 ? named : own;
  if (those.length === 0) return { claims: [claim], isFilled: false };
  const distinct = [...new Map(those.map((each) => [JSON.stringify(Object.values(each).map(String)), each])).values()];
  return { claims: distinct.map((each) => withWorked(claim, each)), isFilled: true };
}

function withWorked(claim: ClusterClaim, cluster: PlacedCluster): ClusterClaim {
  const at = claim.pluginAt ?? claim.at;
  const settled = (own: Value | undefined, worked: Worked): Value | undefined => {
    if (own === undefined || worked === leftOpen || !isUnread(own)) return own;
    if (worked === undefined && own.kind === 'unknown') return undefined;
    const value = worked === undefined ? nullValue(at) : scalar(worked, at);
    return mapped(own, (each) => (isUnreadOption(each) ? value : each));
  };
  return {
    ...claim,
    plugin: settled(claim.plugin, cluster.plugin),
    mode: settled(claim.mode, cluster.mode),
    kubernetesVersion: settled(claim.kubernetesVersion, cluster.kubernetesVersion),
    networkPolicy: settled(claim.networkPolicy, cluster.networkPolicy),
    podCidr: settled(claim.podCidr, cluster.podCidr),
    cluster: claim.cluster && { ...claim.cluster, name: settled(claim.cluster.name, cluster.name) },
  };
}

/** A cluster that the source reading did not meet, where it is declared. */
function claimOf(cluster: PlacedCluster): ClusterClaim {
  const { at, symbol } = cluster;
  const asValue = (worked: Worked): Value | undefined =>
    worked === leftOpen
      ? unknown('only a deployment knows it', at)
      : worked === undefined
        ? worked
        : scalar(worked, at);
  return {
    ...plainClaim,
    language: 'bicep',
    subject: `managedClusters ${symbol}`,
    at,
    plugin: asValue(cluster.plugin),
    mode: asValue(cluster.mode),
    kubernetesVersion: asValue(cluster.kubernetesVersion),
    networkPolicy: asValue(cluster.networkPolicy),
    podCidr: asValue(cluster.podCidr),
    cluster: { name: asValue(cluster.name), resourceGroup: undefined, tags: {}, module: at.file, calledAt: [] },
  };
}
