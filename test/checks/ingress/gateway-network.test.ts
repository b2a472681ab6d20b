import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ingress/gateway-network.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { virtualNetworkId } from '../../builders/resource-ids.ts';
import { ask, failingIds } from '../ask.ts';
import { gatewayId, gatewayIn, gatewaySubnetId, withAddOn } from './gateway.ts';

const small = ['10.10.8.0/24'];

describe('ING-004', () => {
  it("passes a gateway in the nodes' network, in any letter case", () => {
    expect(ask(check, gatewayIn(small)).status).toBe('pass');
    expect(ask(check, gatewayIn(small, gatewaySubnetId.toUpperCase())).status).toBe('pass');
  });

  it('names the gateway that stands in another network', () => {
    const outcome = ask(check, gatewayIn(small, `${virtualNetworkId}-2/subnets/snet-gateway`));
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([gatewayId]);
    expect(outcome.reason).toContain('vnet-shop-2');
  });

  it('is unknown where the gateway names no subnet', () => {
    const facts = {
      ...gatewayIn(small),
      applicationGateways: [{ id: gatewayId, name: 'agw-shop', subnetId: undefined }],
    };
    expect(ask(check, facts).status).toBe('unknown');
  });

  it('does not apply without the add-on', () => {
    expect(ask(check).status).toBe('notApplicable');
  });

  it('is unknown where the gateway could not be read', () => {
    const facts = { managedCluster: withAddOn(), applicationGateways: notKnown('403') };
    expect(ask(check, facts)).toMatchObject({ status: 'unknown', reason: '403' });
  });
});
