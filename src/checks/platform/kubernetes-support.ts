import { isEnum, type ManagedCluster } from '../../model/azure/managed-cluster.ts';
import { datedFactsCheckedOn, longTermSupport, standardSupport, supportedVersions } from '../../model/dated-facts.ts';
import type { Evidence } from '../../model/finding.ts';
import { controlPlaneVersion, isOlderKubernetes, parseKubernetesMinor } from '../../model/kubernetes-version.ts';
import { assessed, fail, type Judgement, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';
import { changelog } from '../sources.ts';

const upgrade =
  'az aks upgrade --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --kubernetes-version {kubernetesVersion}';

export default defineCheck({
  code: 'PLAT-001',
  category: 'platform',
  title: 'The Kubernetes version is supported',
  failureTitle: 'The Kubernetes version is out of standard support',
  severities: ['high'],
  condition: `Fails when the control plane runs a minor that has left standard support (${standardSupport.map(({ minor, lastDay }) => `${minor} after ${lastDay}`).join(', ')}, all before them; as of ${datedFactsCheckedOn}) and the support plan is not AKSLongTermSupport, or long-term support of the minor has ended too (${longTermSupport.map(({ minor, lastDay }) => `${minor} after ${lastDay}`).join(', ')}, all before them).`,
  why: 'The migration changes every node and cannot be undone: have the support that helps when it goes wrong. Uninstalling Calico needs 1.30 besides.',
  fix: {
    text: 'Upgrade one minor version at a time, or take up long-term support, which costs the Premium tier. An upgrade replaces every node, needs a window, and cannot be undone.',
    commands: [
      upgrade,
      'az aks update --subscription {subscription} --resource-group {resourceGroup} --name {cluster} --tier premium --k8s-support-plan AKSLongTermSupport',
    ],
  },
  sources: [supportedVersions, changelog],
  needs: ['managedCluster'],

  evaluate({ managedCluster }, { asOf }) {
    const { id, name, supportPlan } = managedCluster;
    const version = controlPlaneVersion(managedCluster);
    const oldest = oldestSupported(asOf);
    const isOlder = version === undefined ? undefined : isOlderKubernetes(version, oldest);
    if (version === undefined || isOlder === undefined) return unknown('The cluster states no Kubernetes version.');
    const evidence = { kubernetesVersion: version, oldestSupported: oldest, supportPlan: supportPlan ?? null };
    if (!isOlder) return assessed([pass(id, `${name} runs Kubernetes ${version}, which is supported.`, { evidence })]);
    if (hasLongTermSupport(managedCluster)) return assessed([judgeLongTerm(managedCluster, version, asOf, evidence)]);
    const { hasEnded, when } = longTermEnd(version, asOf);
    const gone = hasEnded ? ` Its long-term support ${when} too.` : '';
    return assessed([
      fail(id, `${name} runs Kubernetes ${version}; standard support begins at ${oldest}.${gone}`, {
        evidence,
        // Nobody should pay for support that has ended.
        ...(hasEnded ? { commands: [upgrade] } : {}),
      }),
    ]);
  },
});

/** The oldest minor in standard support on that day. */
function oldestSupported(asOf: Date): string {
  const today = asOf.toISOString().slice(0, 10);
  const supported = standardSupport.find(({ lastDay }) => today <= lastDay);
  return supported?.minor ?? afterLastKnown();
}

/** The minor that follows the last one whose end is known. */
function afterLastKnown(): string {
  const [major, minor] = (standardSupport.at(-1)?.minor ?? '1.0').split('.').map(Number);
  return `${major}.${(minor ?? 0) + 1}`;
}

interface LongTermEnd {
  readonly lastDay: string | undefined;
  readonly hasEnded: boolean;
  /** `ended on 2026-07-31`, for a minor for which it has. */
  readonly when: string;
}

/** Long-term support ends too, two years after the minor came. */
function longTermEnd(version: string, asOf: Date): LongTermEnd {
  const { major, minor } = parseKubernetesMinor(version) ?? {};
  const lastDay = longTermSupport.find((each) => each.minor === `${major}.${minor}`)?.lastDay;
  const isBefore = isOlderKubernetes(version, longTermSupport[0]?.minor ?? '0.0') === true;
  const hasEnded = isBefore || (lastDay !== undefined && lastDay < asOf.toISOString().slice(0, 10));
  return { lastDay, hasEnded, when: lastDay === undefined ? 'has ended' : `ended on ${lastDay}` };
}

function judgeLongTerm({ id, name }: ManagedCluster, version: string, asOf: Date, evidence: Evidence): Judgement {
  const { lastDay, hasEnded, when } = longTermEnd(version, asOf);
  const details = { evidence: { ...evidence, longTermSupportEnds: lastDay ?? null } };
  if (hasEnded) {
    return fail(id, `${name} runs Kubernetes ${version}; its long-term support ${when}.`, {
      ...details,
      commands: [upgrade],
    });
  }
  const until = lastDay === undefined ? '' : ` until ${lastDay}`;
  return pass(id, `${name} runs Kubernetes ${version}, in long-term support${until}.`, details);
}

function hasLongTermSupport({ supportPlan }: ManagedCluster): boolean {
  return isEnum(supportPlan, 'AKSLongTermSupport');
}
