import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/ingress/gateway-add-on.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failing, failingIds, plainCommands } from '../ask.ts';
import { gatewayId, withAddOn } from './gateway.ts';

describe('ING-001', () => {
  it('fails where the add-on is on, and says not to disable it', () => {
    const outcome = ask(check, { managedCluster: withAddOn() });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'high' });
    expect(failingIds(outcome)).toEqual([clusterId]);
    expect(outcome.fix.text).toContain('Do not disable');
    expect(plainCommands(outcome).join()).toContain(gatewayId);
  });

  it('names no gateway where the add-on names none', () => {
    expect(failing(ask(check, { managedCluster: withAddOn({}) }))[0]?.evidence).toEqual({ applicationGatewayId: null });
  });

  it.each([
    ['is off', { managedCluster: withAddOn(undefined, false) }],
    ['was never on', {}],
  ])('passes where the add-on %s', (_, facts) => {
    expect(ask(check, facts).status).toBe('pass');
  });
});
