import { describe, expect, it } from 'vitest';
import competingWriter from '../../../src/checks/route-table/competing-writer.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { clusterId, subscriptionId, virtualNetworkId } from '../../builders/resource-ids.ts';
import { ask, failing, plainCommands } from '../ask.ts';

const configurationId = `/subscriptions/${subscriptionId}/resourceGroups/rg-network/providers/Microsoft.Network/networkManagers/avnm/routingConfigurations/hub`;

describe('RT-012', () => {
  it('passes when no routing configuration targets the network', () => {
    const outcome = ask(competingWriter);

    expect(outcome).toMatchObject({ status: 'pass', severity: 'medium', live: false });
    expect(outcome.findings[0]?.resourceId).toBe(clusterId);
  });

  it('names the routing configuration and what it targets', () => {
    const outcome = ask(competingWriter, {
      routingConfigurations: [{ id: configurationId, name: 'hub', targetIds: [virtualNetworkId] }],
    });

    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(failing(outcome)).toMatchObject([
      { resourceId: configurationId, evidence: { targets: [virtualNetworkId] } },
    ]);
    expect(outcome.reason).toContain('hub');
    expect(plainCommands(outcome)).toEqual([`az network manager routing-config show --ids ${configurationId}`]);
  });

  it('is unknown, at severity medium, when the configurations could not be read', () => {
    const outcome = ask(competingWriter, { routingConfigurations: notKnown('Not read.') });

    expect(outcome).toMatchObject({ status: 'unknown', severity: 'medium', reason: 'Not read.' });
  });
});
