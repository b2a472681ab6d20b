import { assessed, fail, pass } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'DL-002',
  category: 'deadline',
  title: 'Azure Advisor holds no retirement notice about the cluster',
  failureTitle: 'Azure Advisor has told the owner of a retirement',
  severities: ['info'],
  condition:
    "Fails, as information, for each recommendation of Azure Advisor about the cluster whose subcategory is ServiceUpgradeAndRetirement. Which of them is kubenet's is not published: the finding gives the feature's name as Advisor does.",
  why: 'It proves that Microsoft notified whoever looks after the subscription, and by when something has to be done.',
  fix: {
    text: 'Make sure that the cluster has an owner who has seen the notice. Nothing changes in Azure.',
    commands: [
      'az advisor recommendation list --subscription {subscription} --category HighAvailability --output table',
    ],
  },
  sources: [
    {
      title: 'Service retirements in Azure Advisor',
      url: 'https://learn.microsoft.com/azure/advisor/advisor-how-to-plan-migration-workloads-service-retirement',
      sure: 'reported',
    },
  ],
  needs: ['managedCluster', 'retirementNotices'],

  evaluate({ managedCluster, retirementNotices }) {
    if (retirementNotices.length === 0) {
      return assessed([
        pass(managedCluster.id, `Azure Advisor holds no retirement notice about ${managedCluster.name}.`),
      ]);
    }
    return assessed(
      retirementNotices.map(({ id, extendedProperties }) => {
        const { retirementFeatureName, retirementDate } = extendedProperties ?? {};
        const date = retirementDate === undefined ? '' : ` on ${retirementDate}`;
        return fail(id, `Azure Advisor announces the retirement of ${retirementFeatureName ?? 'a feature'}${date}.`, {
          evidence: {
            retirementFeatureName: retirementFeatureName ?? null,
            retirementDate: retirementDate ?? null,
          },
        });
      }),
    );
  },
});
