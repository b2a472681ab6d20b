import { resourceNameOf } from '../model/resource-id.ts';
import type { RunbookStep } from './runbook.ts';
import { aksShow, aksUpdate, credentials, step, theUpdate } from './step.ts';
import { isGatewaySubnet, type Subject, subnetName } from './subject.ts';

/** On the day before: what cannot be recreated is saved. */
export function exportSteps(subject: Subject): readonly RunbookStep[] {
  const { render, report, tableIds, nodeSubnetIds, foreignSubnetIds } = subject;
  const file = (what: string) => `${report.name}-${what}`.replaceAll(/[^\w.-]/g, '_');
  return [
    step({
      id: 'before',
      title: 'Save the report that the result is compared with',
      effect: 'reads',
      commands: render(
        ['kubenet-audit scan --subscription {subscription} --cluster {cluster} --format json --output {file}'],
        {
          file: file('before.json'),
        },
      ),
      expect: `The file ${file('before.json')} is there. Keep it: after the migration nothing else says what was.`,
    }),
    step({
      id: 'export',
      title: 'Export what cannot be recreated',
      why: 'There is no way back, and the migration deletes routes.',
      effect: 'reads',
      commands: [
        ...render([`${aksShow} --output json > {file}`], { file: file('cluster.json') }),
        ...tableIds.flatMap((id) =>
          render(['az network route-table show --ids {id} --output json > {file}'], {
            ...{ id, file: file(`table-${resourceNameOf(id)}.json`) },
          }),
        ),
        ...[...nodeSubnetIds, ...foreignSubnetIds].flatMap((id) =>
          render(['az network vnet subnet show --ids {id} --output json > {file}'], {
            ...{ id, file: file(`subnet-${resourceNameOf(id)}.json`) },
          }),
        ),
        ...render(
          [
            credentials,
            'kubectl --context {cluster} get "networkpolicies,poddisruptionbudgets" --all-namespaces --output yaml > {file}',
          ],
          { file: file('policies.yaml') },
        ),
      ],
      expect: 'Every file holds what its name says, and none is empty.',
    }),
  ];
}

/** In the window, while everything can still be put back. */
export function windowSteps(subject: Subject): readonly RunbookStep[] {
  return [...channelsOff(subject), ...locksOff(subject), ...engineOff(subject), ...foreignSubnetsOff(subject)];
}

function channelsOff({ move, render }: Subject): readonly RunbookStep[] {
  const isOn = [move.upgradeChannel, move.nodeOsUpgradeChannel].some(
    (each) => each !== null && !/^(none|unmanaged)$/i.test(each),
  );
  if (!isOn) return [];
  return [
    step({
      id: 'channels-off',
      title: 'Keep AKS from upgrading by itself',
      why: `Today: ${move.upgradeChannel ?? 'none'} for Kubernetes, ${move.nodeOsUpgradeChannel ?? 'none'} for node images. An upgrade that begins by itself collides with the migration.`,
      code: 'MIG-019',
      commands: render([`${aksUpdate} --auto-upgrade-channel none --node-os-upgrade-channel None`]),
      expect: 'The answer shows upgradeChannel none and nodeOsUpgradeChannel None.',
    }),
  ];
}

function locksOff(subject: Subject): readonly RunbookStep[] {
  const outcome = subject.failing('MIG-012');
  if (outcome === undefined) return [];
  return outcome.findings
    .filter(({ status }) => status === 'fail')
    .map(({ resourceId, message }) =>
      step({
        id: `lock-${resourceNameOf(resourceId)}`,
        title: `Delete the lock ${resourceNameOf(resourceId)} for the window`,
        why: message,
        code: 'MIG-012',
        commands: subject.render(['az lock delete --ids {lock}'], { lock: resourceId }),
        expect: 'The command ends without a word. The last section puts the lock back.',
      }),
    );
}

function engineOff({ report, render }: Subject): readonly RunbookStep[] {
  if (report.networkPolicy === 'none') return [];
  return [
    step({
      id: 'engine-off',
      title: `Remove the network policy engine ${report.networkPolicy}`,
      why: 'AKS refuses the migration while an engine is on. Every node is reimaged. From here until an engine is on again, NetworkPolicy objects are there and nothing enforces them: close with network security groups what must not be open.',
      effect: 'interrupts',
      code: 'NP-001',
      commands: render([
        `${aksUpdate} --network-policy none`,
        `${aksShow} --query "[provisioningState, networkProfile.networkPolicy]" --output tsv`,
      ]),
      expect: 'The last line prints Succeeded and none.',
    }),
  ];
}

function foreignSubnetsOff(subject: Subject): readonly RunbookStep[] {
  const { foreignSubnetIds, doomedRoutes, ownTable, render } = subject;
  return foreignSubnetIds.map((subnet) => {
    const isGateway = isGatewaySubnet(subject, subnet);
    const keepsRoutes = doomedRoutes.length > 0 && !isGateway;
    return step({
      id: `subnet-${subnetName(subnet).replaceAll('/', '-')}`,
      title: `Take subnet ${subnetName(subnet)} off the cluster's route table`,
      why: isGateway
        ? 'The update fails while a subnet without nodes uses the table. From here until the nodes are on Overlay the gateway reaches no pod: do it right before the update.'
        : 'The update fails while a subnet without nodes uses the table. What stands in this subnet reaches pods no more, now or after the migration: Overlay hides their addresses.',
      effect: 'interrupts',
      code: 'MIG-010',
      commands: render(
        [
          keepsRoutes
            ? 'az network vnet subnet update --ids {subnet} --route-table {table}'
            : 'az network vnet subnet update --ids {subnet} --remove routeTable',
          'az network vnet subnet show --ids {subnet} --query routeTable.id --output tsv',
        ],
        { subnet, table: ownTable.id },
      ),
      expect: keepsRoutes ? `The last line prints the id of ${ownTable.name}.` : 'The last line prints nothing.',
    });
  });
}

/** The point of no return, and what belongs to the same minutes. */
export function updateSteps(subject: Subject): readonly RunbookStep[] {
  const { render, report } = subject;
  return [
    step({
      id: 'update',
      title: 'Update the cluster to Azure CNI Overlay',
      why: `The pod CIDR stays ${report.network.podCidrs.join(', ')}: give none. All node pools are reimaged at the same time. Do not interrupt it; if the connection breaks, the operation goes on.`,
      effect: 'irreversible',
      commands: render([theUpdate]),
      expect:
        'The command ends without an error. While it is polled, an answer may hold an error object: its status decides, not that.',
    }),
    step({
      id: 'watch',
      title: 'Watch it',
      effect: 'reads',
      commands: render([
        `${aksShow} --query "[provisioningState, networkProfile.networkPlugin, networkProfile.networkPluginMode]" --output tsv`,
        'az aks nodepool list --subscription {subscription} --resource-group {resourceGroup} --cluster-name {cluster} --query "[].[name, provisioningState]" --output tsv',
        'kubectl --context {cluster} get nodes --label-columns kubernetes.azure.com/podnetwork-type',
        'kubectl --context {cluster} get events --all-namespaces --field-selector reason=Drain --sort-by .lastTimestamp',
      ]),
      expect:
        'Succeeded, azure, overlay; every pool Succeeded; every node says overlay. Azure shows azure and overlay from the beginning: only the states say that it is done.',
    }),
    ...ownTableOn(subject),
  ];
}

function ownTableOn({ doomedRoutes, ownTable, nodeSubnetIds, render }: Subject): readonly RunbookStep[] {
  if (doomedRoutes.length === 0) return [];
  return [
    step({
      id: 'own-table-on',
      title: 'Give the node subnets the table with your own routes',
      why: 'Their table is gone with the migration, and with it your routes.',
      code: 'MIG-011',
      commands: nodeSubnetIds.flatMap((subnet) =>
        render(['az network vnet subnet update --ids {subnet} --route-table {table}'], { subnet, table: ownTable.id }),
      ),
      expect: `Each answer names ${ownTable.name}.`,
    }),
  ];
}
