import type { ClusterReport } from '../model/report.ts';
import { sumOrNull } from '../network/node-pool.ts';
import { addressText } from '../plan/address-text.ts';
import { cleanUpSteps, verifySteps } from './afterwards.ts';
import { clusterOwner } from './cluster-owner.ts';
import { goConditions } from './conditions.ts';
import { expectedDuration } from './expected-duration.ts';
import { knownErrors } from './known-errors.ts';
import { preparation } from './preparation.ts';
import { type ClusterOwner, type Runbook, type RunbookSection, type SectionName, sectionNames } from './runbook.ts';
import { step, theUpdate } from './step.ts';
import { type Subject, subjectOf } from './subject.ts';
import { exportSteps, updateSteps, windowSteps } from './window.ts';

/**
 * How this cluster leaves kubenet. Pure: the same report gives the same runbook.
 * @param onPremises ranges that the owner names, which a wider pod CIDR must not meet
 * @returns undefined for a report of an earlier version, which does not hold what a migration needs
 */
export function makeRunbook(
  report: ClusterReport,
  asOf: string,
  onPremises: readonly string[] = [],
): Runbook | undefined {
  const subject = subjectOf(report, onPremises);
  if (subject === undefined) return undefined;
  const { key, id, name, subscriptionId, resourceGroup } = report;
  const owner = clusterOwner(report.tags, report.code) ?? null;
  // An engine that goes and comes back reimages every node twice more.
  const duration = expectedDuration(subject.move.pools, report.networkPolicy === 'none' ? 1 : 3);
  const all = sections(subject, owner);
  return {
    schemaVersion: '1.0',
    cluster: { key, id, name, subscriptionId, resourceGroup },
    asOf,
    verdict: report.verdictReason,
    facts: facts(subject),
    owner,
    conditions: goConditions(subject, duration, all),
    duration,
    sections: all,
    errors: knownErrors.map(({ templates, ...error }) => ({
      ...error,
      commands: subject.render(templates.map((template) => (template === '{resume}' ? theUpdate : template))),
    })),
    rollback,
  };
}

const rollback =
  'There is none. AKS has no way from Overlay back to kubenet, and no backup brings it back. An update that failed leaves a mixed cluster: mend the cause and repeat the update, which goes on where it stopped; az aks operation-abort stops it and restores nothing. The only real way back is a second cluster that takes the traffic.';

function facts({ report, move, addresses }: Subject): Runbook['facts'] {
  const { network } = report;
  const nodes = sumOrNull(...move.pools.map((pool) => pool.nodes));
  const pools = move.pools.map((pool) => `${pool.name} ${pool.nodes ?? '?'} (+${pool.surge ?? '?'})`).join(', ');
  const list = (values: readonly string[]) => (values.length === 0 ? 'none' : values.join(', '));
  return [
    { label: 'Kubernetes', value: report.kubernetesVersion ?? 'not known' },
    { label: 'Network', value: networkText(network.ownership) },
    { label: 'Pod CIDR', value: list(network.podCidrs) },
    { label: 'On Overlay', value: addressText(addresses) },
    { label: 'Service CIDR', value: list(network.serviceCidrs) },
    { label: 'Network policy', value: report.networkPolicy },
    { label: 'Egress', value: network.outboundType ?? 'not known' },
    { label: 'Identity', value: move.identity.type ?? 'not known' },
    {
      label: 'Node pools',
      value: `${pools}; ${nodes ?? 'not known how many'} nodes`,
    },
    { label: 'Pod routes', value: move.podRoutes === null ? 'not known' : String(move.podRoutes) },
    {
      label: 'Your own routes',
      value: move.ownRoutes === null ? 'not known' : list(move.ownRoutes.map(({ name }) => name)),
    },
  ];
}

function networkText(ownership: ClusterReport['network']['ownership']): string {
  if (ownership === null) return 'not known';
  const texts = {
    managed: 'managed by AKS',
    byoSubnet: 'your subnet, route table of AKS',
    byoRouteTable: 'your subnet and your route table',
  };
  return texts[ownership];
}

const texts: Readonly<Record<SectionName, { readonly title: string; readonly intro: string }>> = {
  owner: { title: 'First: change it where it is declared', intro: '' },
  prepare: { title: 'Prepare, days before', intro: 'Only what this cluster needs.' },
  export: { title: 'Export, the day before', intro: '' },
  window: { title: 'In the window, before the point of no return', intro: 'Everything here can still be put back.' },
  update: {
    title: 'The update',
    intro: 'Point of no return: after the first command of this section the cluster cannot go back to kubenet.',
  },
  verify: { title: 'Verify', intro: '' },
  cleanUp: { title: 'Clean up', intro: '' },
};

function sections(subject: Subject, owner: ClusterOwner | null): readonly RunbookSection[] {
  const steps: Readonly<Record<SectionName, RunbookSection['steps']>> = {
    owner: owner === null ? [] : [ownerStep(owner)],
    prepare: preparation(subject),
    export: exportSteps(subject),
    window: windowSteps(subject),
    update: updateSteps(subject),
    verify: verifySteps(subject),
    cleanUp: cleanUpSteps(subject),
  };
  return sectionNames
    .filter((name) => steps[name].length > 0)
    .map((name) => ({ name, ...texts[name], steps: steps[name] }));
}

function ownerStep({ system, evidence, change }: ClusterOwner) {
  return step({
    id: 'owner',
    title: `${system} declares this cluster`,
    why: `${change} (${evidence}.)`,
    commands: [],
    expect: 'The declaration says azure and overlay, and its owner knows the window.',
  });
}
