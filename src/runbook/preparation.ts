import { saidEffect } from '../checks/command-effect.ts';
import { parseKubernetesMinor } from '../model/kubernetes-version.ts';
import type { CheckOutcome } from '../model/outcome.ts';
import type { ClusterReport } from '../model/report.ts';
import { resourceNameOf } from '../model/resource-id.ts';
import { lowerMaxima } from './lower-maxima.ts';
import type { RunbookStep, StepEffect } from './runbook.ts';
import { aksShow, aksUpdate, autoscaler, step } from './step.ts';
import type { Subject } from './subject.ts';

/** Codes that steps of their own answer, or that only time does. */
const answeredElsewhere: ReadonlySet<string> = new Set([
  ...[
    'MIG-001',
    'NP-002',
    'PLAT-001',
    'NP-001',
    'MIG-008',
    'MIG-010',
    'MIG-011',
    'EGR-001',
    'MIG-012',
    'MIG-014',
    'MIG-019',
    'IP-003',
    'HEAD-004',
    'HEAD-005',
  ],
]);

/** What the migration itself ends: a cluster without routes outgrows no table. What its surge needs is HEAD-003's. */
export const endedByMigration: ReadonlySet<string> = new Set(['HEAD-001', 'HEAD-002']);

/** Lesser findings that a migration stumbles over all the same. */
const minorButInTheWay: ReadonlySet<string> = new Set([
  ...['MIG-015', 'MIG-016', 'MIG-017', 'MIG-018', 'IP-001', 'IP-002', 'WL-001', 'WL-002', 'MIG-013'],
]);

/** What comes first: the cluster's state, then its parts, the network, room for the surge, what runs inside. */
const order = ['MIG-002', 'MIG-003', 'MIG-004', 'PLAT', 'MIG', 'RT', 'IP', 'ING', 'EGR', 'HEAD', 'NP', 'WL'];

/** Days before: only what this cluster needs. */
export function preparation(subject: Subject): readonly RunbookStep[] {
  return [
    tools(subject),
    ...mending(subject),
    ...maximaDown(subject),
    ...upgrade(subject),
    ...identity(subject),
    ...ownTable(subject),
  ];
}

function tools({ render }: Subject): RunbookStep {
  return step({
    id: 'tools',
    title: 'Sign in with a recent Azure CLI',
    why: 'Plugin and mode must go in one call, which older versions cannot make.',
    effect: 'reads',
    commands: render([
      'az version --output table',
      'az account set --subscription {subscription}',
      'az account show --output table',
    ]),
    expect: 'azure-cli is 2.57 or later, and the account shown is the subscription of the cluster.',
  });
}

function mending(subject: Subject): readonly RunbookStep[] {
  const { report } = subject;
  return inTheWay(report)
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ code, title, fix, reason }) => {
      const complete = fix.commands.filter(isComplete);
      return step({
        id: `mend-${code}`,
        title,
        why: [reason, fix.text].filter(Boolean).join(' '),
        code,
        effect: worstOf(complete),
        commands: [
          ...complete.flatMap((command) => command.split('\n')),
          ...(code === 'RT-003' ? waitForTable(subject) : []),
        ],
        expect:
          code === 'RT-003'
            ? "One of the clusters has been built anew and its old self is gone; the lines list no subnet but this cluster's own."
            : `The next audit says that ${code} passes: kubenet-audit scan --subscription ${report.subscriptionId} --cluster ${report.name}.`,
      });
    });
}

function worstOf(commands: readonly string[]): StepEffect {
  const said = commands.map(saidEffect);
  if (said.includes('irreversible')) return 'irreversible';
  return said.includes('disruptive') ? 'interrupts' : 'changes';
}

/** Two clusters on one table cannot leave it one after the other: to each, the other's subnet is a foreign one. */
function waitForTable({ tableIds, render }: Subject): readonly string[] {
  return tableIds.flatMap((id) =>
    render(['az network route-table show --ids {id} --query "subnets[].id" --output tsv'], { id }),
  );
}

/** Building another cluster is no step of this one, and what still has a choice in it is no line to paste: the check's page has it. */
function isComplete(command: string): boolean {
  return !/\baz aks create\b|'<\w+>'/.test(command);
}

/** Failing checks that are mended before the migration, in the report's order. */
export function inTheWay({ checks }: ClusterReport): readonly CheckOutcome[] {
  return checks.filter(isInTheWay);
}

function isInTheWay({ code, status, waiver, severity, category }: CheckOutcome): boolean {
  if (status !== 'fail' || waiver !== null || category === 'deadline' || answeredElsewhere.has(code)) return false;
  if (endedByMigration.has(code)) return false;
  return severity === 'blocker' || severity === 'high' || minorButInTheWay.has(code);
}

function rank({ code }: CheckOutcome): number {
  const at = order.findIndex((prefix) => code.startsWith(prefix));
  return at < 0 ? order.length : at;
}

/** AKS looks at the pools' maxima when the update is asked for. */
function maximaDown(subject: Subject): readonly RunbookStep[] {
  const { mostNodes, addresses, move } = subject;
  if (mostNodes === null) return [];
  const { limit, code, isForNow } = mostNodes;
  const pools = lowerMaxima(move.pools, limit);
  const refusal =
    code === 'IP-003'
      ? `The pod CIDR has ${addresses.blocks} blocks of /24 and the pools may have ${addresses.nodesAtMax} nodes: AKS would refuse the update (InsufficientSubnetSize).`
      : `The pools may have ${addresses.nodesAtMax} nodes, and AKS allows a kubenet cluster ${limit}: it would refuse the update (KubenetNodeCountTotalExceedsLimit).`;
  const afterwards = isForNow
    ? 'The clean-up raises them again.'
    : 'Raise them again once the cluster has a pod CIDR that holds them.';
  return [
    step({
      id: 'maxima-down',
      title: `Lower the maxima of the pools to ${limit} nodes in all`,
      why: `${refusal} No node is removed. ${pools === undefined ? 'The autoscaler alone cannot do it: as many nodes are there already, or a pool has a fixed size. Remove nodes first.' : afterwards}`,
      code,
      commands: (pools ?? []).flatMap(({ name, min, to }) =>
        subject.render([autoscaler], { pool: name, min: String(min), max: String(to) }),
      ),
      expect: `Each answer shows maxCount as given; all maxima together are ${limit} at the most.`,
    }),
  ];
}

/** One minor at a time, to the first that the migration takes: 1.27, or 1.30 where Calico has to go. */
function upgrade(subject: Subject): readonly RunbookStep[] {
  const { report, render, move } = subject;
  const needed = report.networkPolicy === 'calico' ? 30 : 27;
  const texts = [report.kubernetesVersion, ...move.pools.map(({ kubernetesVersion }) => kubernetesVersion)];
  const minors = texts.flatMap((text) => (text === null ? [] : (parseKubernetesMinor(text)?.minor ?? [])));
  const lowest = Math.min(...minors);
  if (minors.length === 0 || lowest >= needed) return [];
  const versions = Array.from({ length: needed - lowest }, (_, index) => `1.${lowest + 1 + index}`);
  return versions.map((version) =>
    step({
      id: `kubernetes-${version}`,
      title: `Upgrade Kubernetes to ${version}`,
      why:
        needed === 30
          ? 'AKS refuses to remove Calico before 1.30. Every node is replaced, as in any upgrade.'
          : 'AKS migrates to Overlay from 1.27 on. Every node is replaced, as in any upgrade.',
      effect: 'irreversible',
      code: needed === 30 ? 'NP-002' : 'MIG-001',
      commands: render(
        [
          'az aks upgrade --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --kubernetes-version {version} --yes',
          `${aksShow} --query currentKubernetesVersion --output tsv`,
        ],
        { version },
      ),
      expect: `The last line prints ${version} and a patch number. Where AKS offers the minor no more, "az aks get-upgrades" lists what it does.`,
    }),
  );
}

function identity(subject: Subject): readonly RunbookStep[] {
  const { report, render } = subject;
  if (subject.failing('MIG-008') === undefined) return [];
  const name = `id-${report.name}`;
  const isOwned = report.network.ownership !== 'managed';
  const scopes = isOwned ? [...subject.tableIds, ...subject.nodeSubnetIds] : [];
  const principal =
    '"$(az identity show --subscription {subscription} --resource-group {resourceGroup} --name {identity} --query principalId --output tsv)"';
  const id = `/subscriptions/${report.subscriptionId}/resourceGroups/${report.resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  return [
    step({
      id: 'identity-create',
      title: 'Create an identity for the control plane',
      why: "Microsoft states that the cluster's identity must be user-assigned. For a network that AKS manages this is disputed: one recorded migration succeeded with a system-assigned one.",
      code: 'MIG-008',
      commands: [
        ...render(
          [
            'az identity create --subscription {subscription} --resource-group {resourceGroup} --name {identity} --location {location}',
          ],
          { identity: name },
        ),
        ...scopes.flatMap((scope) =>
          render(
            [
              `az role assignment create --assignee-object-id ${principal} --assignee-principal-type ServicePrincipal --role 'Network Contributor' --scope {scope}`,
            ],
            { identity: name, scope },
          ),
        ),
      ],
      expect: isOwned
        ? 'Each line prints the identity or the assignment. A grant can take up to 60 minutes to be seen: wait before the next step.'
        : 'The line prints the identity. AKS itself gives it its rights in the node resource group.',
    }),
    step({
      id: 'identity-assign',
      title: 'Give the cluster that identity',
      why: 'The control plane may use its old token for some hours.',
      effect: 'irreversible',
      code: 'MIG-008',
      commands: render(
        [
          `${aksUpdate} --enable-managed-identity --assign-identity {identityId} --yes`,
          `${aksShow} --query identity.type --output tsv`,
        ],
        { identityId: id },
      ),
      expect: 'The last line prints UserAssigned.',
    }),
  ];
}

/** Routes of the owner's on a table that the migration deletes: a table of their own, to be attached afterwards. */
function ownTable(subject: Subject): readonly RunbookStep[] {
  const { doomedRoutes, render, ownTable: table } = subject;
  if (doomedRoutes.length === 0) return [];
  const create =
    'az network route-table create --subscription {subscription} --resource-group {resourceGroup} --name {table} --location {location}';
  const route =
    'az network route-table route create --subscription {subscription} --resource-group {resourceGroup} --route-table-name {table} --name {route} --address-prefix {prefix} --next-hop-type {hopType}';
  return [
    step({
      id: 'own-table',
      title: `Copy your ${doomedRoutes.length === 1 ? 'route' : `${doomedRoutes.length} routes`} to a table of your own`,
      why: `The migration deletes ${[...new Set(doomedRoutes.map(({ routeTableId }) => resourceNameOf(routeTableId)))].join(', ')}, with everything that stands in it. The copy is attached right after the update.`,
      code: 'MIG-011',
      commands: [
        ...render([create], { table: table.name }),
        ...doomedRoutes.flatMap(({ name, addressPrefix, nextHopType, nextHopIpAddress }) =>
          render([nextHopIpAddress === null ? route : `${route} --next-hop-ip-address {hop}`], {
            table: table.name,
            route: name,
            prefix: addressPrefix,
            hopType: nextHopType,
            hop: nextHopIpAddress ?? '',
          }),
        ),
      ],
      expect: `The table ${table.name} lists ${doomedRoutes.map(({ name }) => name).join(', ')}, and no subnet uses it yet.`,
    }),
  ];
}
