import type { NodeDraft } from '../build/draft.ts';

/** A moment as the compute provider writes it: seven digits of a second and a numeric offset. */
export function armTime(iso: string): string {
  return new Date(iso).toISOString().replace('Z', '0000+00:00');
}

/** What `$expand=instanceView` adds: the machine's power state among its statuses. */
export function instanceView(node: NodeDraft): Readonly<Record<string, unknown>> {
  return {
    computerName: node.name,
    statuses: [
      {
        code: 'ProvisioningState/succeeded',
        level: 'Info',
        displayStatus: 'Provisioning succeeded',
        time: armTime(node.createdAt),
      },
      { code: `PowerState/${node.powerState}`, level: 'Info', displayStatus: `VM ${node.powerState}` },
    ],
  };
}
