import { kubenetAnnouncement } from '../../model/deadline.ts';
import { assessed, fail, pass, unknown } from '../assessment.ts';
import { defineCheck } from '../define-check.ts';

export default defineCheck({
  code: 'DL-003',
  category: 'deadline',
  title: 'The cluster is older than the announcement of the retirement',
  failureTitle: 'The cluster was created with kubenet after its retirement was announced',
  severities: ['medium'],
  condition: `Fails when the cluster was created after ${kubenetAnnouncement} (UTC): on the day itself it passes, from the next day on it fails.`,
  why: 'A template, pipeline or module still makes kubenet clusters. Each of them has to be migrated too, and creating them is to be switched off by March 2028.',
  fix: {
    text: 'Set networkPlugin to azure and networkPluginMode to overlay in the template that made this cluster, and deny kubenet with Azure Policy. This changes nothing about the cluster that exists: see DL-001.',
    commands: [],
  },
  sources: [
    {
      title: 'A Microsoft engineer on when creation ends',
      url: 'https://github.com/Azure/AKS/issues/4859',
      sure: 'reported',
    },
    {
      title: 'Azure CNI Overlay',
      url: 'https://learn.microsoft.com/azure/aks/azure-cni-overlay',
      sure: 'documented',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster: { id, name, systemData } }) {
    const created = Date.parse(systemData?.createdAt ?? '');
    if (Number.isNaN(created)) return unknown(`Azure does not say when ${name} was created.`);
    const day = new Date(created).toISOString().slice(0, 'YYYY-MM-DD'.length);
    const details = { evidence: { createdAt: systemData?.createdAt ?? null, announced: kubenetAnnouncement } };
    return assessed([
      day > kubenetAnnouncement
        ? fail(
            id,
            `${name} was created on ${day}, after the retirement was announced on ${kubenetAnnouncement}.`,
            details,
          )
        : pass(id, `${name} was created on ${day}, before the announcement took effect.`, details),
    ]);
  },
});
