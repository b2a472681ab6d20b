import { describe, expect, it } from 'vitest';
import check from '../../../src/checks/deadline/retirement-notice.ts';
import { notKnown } from '../../../src/model/fact.ts';
import { clusterId } from '../../builders/resource-ids.ts';
import { ask, failing } from '../ask.ts';

const id = `${clusterId}/providers/Microsoft.Advisor/recommendations/1`;

describe('DL-002', () => {
  it('passes where Advisor holds no notice', () => {
    expect(ask(check)).toMatchObject({ status: 'pass', findings: [{ resourceId: clusterId }] });
  });

  it('shows a notice as information, with the feature and the date', () => {
    const extendedProperties = { retirementFeatureName: 'kubenet networking', retirementDate: '2028-03-31' };
    const outcome = ask(check, { retirementNotices: [{ id, extendedProperties }] });
    expect(outcome).toMatchObject({ status: 'fail', severity: 'info' });
    expect(failing(outcome)).toMatchObject([{ resourceId: id, evidence: extendedProperties }]);
    expect(outcome.reason).toContain('kubenet networking on 2028-03-31');
  });

  it('shows a notice without details', () => {
    expect(ask(check, { retirementNotices: [{ id }] }).reason).toContain('a feature.');
  });

  it('is unknown where Advisor could not be read', () => {
    expect(ask(check, { retirementNotices: notKnown('403') })).toMatchObject({ status: 'unknown', severity: 'info' });
  });
});
