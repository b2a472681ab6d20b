import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/network-policy/target-engine.ts';
import { anAgentPool } from '../../builders/agent-pool.ts';
import { askCluster } from '../ask.ts';

const target = (value: string) => ({ tags: { 'kubenet-audit-target-policy': value } });

describe('NP-006', () => {
  it.each(['azure', 'Azure'])('fails where %s is planned', (value) => {
    const outcome = askCluster(check, target(value));
    expect(outcome).toMatchObject({ status: 'fail', severity: 'medium' });
    expect(outcome.reason).not.toContain('250');
  });

  it.each([
    [250, false],
    [251, true],
  ])('says of %i nodes whether that engine supports them', (count, isSaid) => {
    const outcome = askCluster(check, { ...target('azure'), agentPoolProfiles: [anAgentPool({ count })] });
    expect(outcome.reason.includes('250')).toBe(isSaid);
  });

  it.each(['cilium', 'calico', 'none'])('passes where %s is planned', (value) => {
    expect(askCluster(check, target(value)).status).toBe('pass');
  });

  it('does not apply where nothing is declared, however many nodes there are', () => {
    expect(askCluster(check, { agentPoolProfiles: [anAgentPool({ count: 300 })] }).status).toBe('notApplicable');
  });

  it('is unknown for an engine it does not know', () => {
    expect(askCluster(check, target('antrea')).status).toBe('unknown');
  });
});
