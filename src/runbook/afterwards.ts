import { lowersSurge, setPoolSurge, surgeBefore } from '../checks/pool-surge.ts';
import { resourceNameOf } from '../model/resource-id.ts';
import { lowerMaxima } from './lower-maxima.ts';
import { inTheWay } from './preparation.ts';
import type { RunbookStep } from './runbook.ts';
import { aksShow, aksUpdate, autoscaler, step } from './step.ts';
import { isGatewaySubnet, type Subject } from './subject.ts';

export function verifySteps(subject: Subject): readonly RunbookStep[] {
  const { render, report, move } = subject;
  const before = `${report.name}-before.json`.replaceAll(/[^\w.-]/g, '_');
  const hasGateway = move.gateways.length > 0 || subject.foreignSubnetIds.some((id) => isGatewaySubnet(subject, id));
  return [
    step({
      id: 'verify',
      title: 'Prove it',
      effect: 'reads',
      commands: render(['kubenet-audit verify {cluster} --subscription {subscription} --before {before}'], { before }),
      expect:
        'It says that the migration is whole and ends with exit code 0. Its page is the record to file; a leftover comes with its command.',
    }),
    step({
      id: 'inside',
      title: 'Look inside the cluster',
      effect: 'reads',
      commands: render([
        'kubectl --context {cluster} get nodes --label-columns "kubernetes.azure.com/podnetwork-type,kubernetes.azure.com/azure-cni-overlay"',
        'kubectl --context {cluster} get nodenetworkconfigs --all-namespaces',
        'kubectl --context {cluster} rollout status daemonset/azure-cns --namespace kube-system',
        'kubectl --context {cluster} get configmaps --namespace kube-system',
        ...(hasGateway ? ['kubectl --context {cluster} get overlayextensionconfigs --all-namespaces'] : []),
      ]),
      expect: `Every node says overlay and true and has a NodeNetworkConfig inside ${report.network.podCidrs.join(', ')} without an error; azure-cns is rolled out; of the ip-masq-agent's only azure-ip-masq-agent-config-reconciled is there${hasGateway ? '; the OverlayExtensionConfig is Succeeded' : ''}.`,
    }),
  ];
}

export function cleanUpSteps(subject: Subject): readonly RunbookStep[] {
  return [
    ...engineOn(subject),
    ...surgesBack(subject),
    ...channelsOn(subject),
    ...locksOn(subject),
    ...widen(subject),
    ...maximaUp(subject),
    ...declared(subject),
  ];
}

/** Cilium replaces Calico: it is what AKS recommends on Overlay, and Calico's own kinds would have to be rewritten either way. */
function engineOn({ report, render }: Subject): readonly RunbookStep[] {
  if (report.networkPolicy === 'none') return [];
  return [
    step({
      id: 'engine-on',
      title: 'Enforce network policies again, with Cilium',
      why: 'Every node is reimaged once more. Until then nothing enforces NetworkPolicy objects. Look through them first: Cilium reads ipBlock otherwise.',
      effect: 'interrupts',
      code: 'NP-001',
      commands: render([
        `${aksUpdate} --network-dataplane cilium --network-policy cilium`,
        `${aksShow} --query "[provisioningState, networkProfile.networkPolicy, networkProfile.networkDataplane]" --output tsv`,
      ]),
      expect: 'The last line prints Succeeded, cilium and cilium.',
    }),
    step({
      id: 'engine-remains',
      title: 'Look for what the old engine left',
      effect: 'reads',
      commands: render(['kubectl --context {cluster} get customresourcedefinitions --output name']),
      expect: 'No name ends in projectcalico.org or tigera.io; what does, can be deleted once nobody uses it.',
    }),
  ];
}

/** Where the preparation lowered a surge for the reimage. */
function surgesBack({ report, move, render }: Subject): readonly RunbookStep[] {
  const prepared = inTheWay(report).flatMap(({ fix }) => fix.commands);
  const pools = move.pools.filter(({ name }) => prepared.some((command) => lowersSurge(command, name)));
  if (pools.length === 0) return [];
  return [
    step({
      id: 'surge-back',
      title: `Give ${pools.map(({ name }) => `pool ${name}`).join(' and ')} the surge back`,
      why: 'It was lowered for the limits of kubenet, and upgrades take longer until it is back.',
      commands: pools.flatMap((pool) => render([setPoolSurge], { pool: pool.name, maxSurge: surgeBefore(pool) })),
      expect: 'Each answer shows maxSurge as it was.',
    }),
  ];
}

function channelsOn({ move, render }: Subject): readonly RunbookStep[] {
  const isOn = (value: string | null) => value !== null && !/^(none|unmanaged)$/i.test(value);
  if (!isOn(move.upgradeChannel) && !isOn(move.nodeOsUpgradeChannel)) return [];
  return [
    step({
      id: 'channels-on',
      title: 'Let AKS upgrade by itself again',
      code: 'MIG-019',
      commands: render([`${aksUpdate} --auto-upgrade-channel {channel} --node-os-upgrade-channel {osChannel}`], {
        ...{ channel: move.upgradeChannel ?? 'none', osChannel: move.nodeOsUpgradeChannel ?? 'None' },
      }),
      expect: 'The answer shows both channels as they were.',
    }),
  ];
}

function locksOn(subject: Subject): readonly RunbookStep[] {
  const locks = (subject.failing('MIG-012')?.findings ?? []).filter(({ status }) => status === 'fail');
  return locks.map(({ resourceId, evidence }) => {
    const scope = resourceId.split(/\/providers\/microsoft\.authorization\/locks\//i)[0] ?? '';
    const level = String(evidence['level'] ?? '').toLowerCase() === 'readonly' ? 'ReadOnly' : 'CanNotDelete';
    const isGroup = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(scope);
    const target = isGroup ? `--resource-group {group} --subscription {subscription}` : '--resource {scope}';
    return step({
      id: `lock-back-${resourceNameOf(resourceId)}`,
      title: `Put the lock ${resourceNameOf(resourceId)} back`,
      code: 'MIG-012',
      commands: subject.render([`az lock create --name {lock} --lock-type {level} ${target}`], {
        ...{ lock: resourceNameOf(resourceId), level, scope, group: resourceNameOf(scope) },
      }),
      expect: 'The answer shows the lock. Leave it away where what it guarded was deleted.',
    });
  });
}

/** Never before: a new range in the same call is refused in some clusters, and a superset is what AKS widens afterwards. */
function widen({ addresses, report, render }: Subject): readonly RunbookStep[] {
  const { way, superset, blocks, needed } = addresses;
  if (way !== 'expand' || superset === null) return [];
  const gaps =
    addresses.unknown.length === 0
      ? ''
      : ' Not everything around the cluster could be read: look whether anything uses the new range.';
  return [
    step({
      id: 'widen',
      title: `Widen the pod CIDR to ${superset}, now that the cluster is on Overlay`,
      why: `${report.network.podCidrs[0] ?? 'It'} holds ${blocks} nodes, and ${needed} are needed at maximum with surge. ${superset} is the smallest range that holds the old one, has room, and meets nothing that was read.${gaps} It cannot be made smaller again.`,
      code: 'IP-003',
      effect: 'irreversible',
      commands: render(
        [`${aksUpdate} --pod-cidr {superset}`, `${aksShow} --query networkProfile.podCidr --output tsv`],
        { superset },
      ),
      expect: `The last line prints ${superset}: AKS has been seen to ignore a range without a word.`,
    }),
  ];
}

function maximaUp({ mostNodes, move, render }: Subject): readonly RunbookStep[] {
  if (mostNodes?.isForNow !== true) return [];
  const pools = lowerMaxima(move.pools, mostNodes.limit) ?? [];
  if (pools.length === 0) return [];
  return [
    step({
      id: 'maxima-up',
      title: 'Give the pools their maxima back',
      code: mostNodes.code,
      commands: pools.flatMap(({ name, min, from }) =>
        render([autoscaler], { pool: name, min: String(min), max: String(from) }),
      ),
      expect: 'Each answer shows maxCount as it was.',
    }),
  ];
}

function declared({ report, render }: Subject): readonly RunbookStep[] {
  return [
    step({
      id: 'declared',
      title: 'Bring every declaration of the cluster to what it now is',
      why: 'A template that still says kubenet fails, or asks for another cluster. Once none does, the tag says so to the next audit (MIG-020). maxPods of the pools stays as it was; new pools can have 250.',
      code: 'MIG-020',
      commands: render(['az tag update --resource-id {clusterId} --operation merge --tags kubenet-audit-iac=ready']),
      expect: `A plan or what-if of the code that declares ${report.name} changes nothing.`,
    }),
  ];
}
