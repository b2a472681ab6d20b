import { assessed, fail, notApplicable, pass, unknown } from '../assessment.ts';
import { declaredTag, iacTag } from '../declared.ts';
import { defineCheck } from '../define-check.ts';

/** What the tag may say, and what that means for a cluster that has been migrated. */
const declarations: Readonly<Record<string, string | undefined>> = {
  'pins-kubenet': 'its template still says networkPlugin: kubenet',
  'azurerm-before-30959': 'its Terraform provider replaces a cluster whose network plugin changes',
  ready: undefined,
};

const values = Object.keys(declarations).join(', ');

export default defineCheck({
  code: 'MIG-020',
  category: 'migration',
  title: 'Infrastructure code keeps the migrated cluster',
  failureTitle: 'Infrastructure code would recreate the migrated cluster',
  severities: ['medium'],
  condition: `Fails when the cluster's tag ${iacTag} is pins-kubenet (an ARM, Bicep or Terraform template that states networkPlugin kubenet) or azurerm-before-30959 (a Terraform provider from before the change that lets the plugin be updated in place). Nothing in Azure tells how a cluster is declared: without the tag the check does not apply; with any other value than ${values} it is unknown.`,
  why: 'A template that still says kubenet fails, or asks for a cluster that no longer is; an old Terraform provider plans to delete the cluster and make a new one.',
  fix: {
    text: 'Update the provider and the template together with the migration, look at the plan before it is applied, and set the tag to ready. None of this restarts anything.',
    commands: [`az tag update --resource-id {clusterId} --operation merge --tags ${iacTag}=ready`],
  },
  sources: [
    {
      title: 'azurerm replaces the cluster',
      url: 'https://github.com/hashicorp/terraform-provider-azurerm/issues/31683',
      sure: 'reported',
    },
    {
      title: 'azurerm updates the network plugin in place',
      url: 'https://github.com/hashicorp/terraform-provider-azurerm/pull/30959',
      sure: 'source',
    },
  ],
  needs: ['managedCluster'],

  evaluate({ managedCluster }) {
    const { id, name } = managedCluster;
    const declared = declaredTag(managedCluster, iacTag);
    if (declared === undefined) return notApplicable(`Nothing is declared: ${name} has no tag ${iacTag}.`);
    if (!Object.hasOwn(declarations, declared)) {
      return unknown(`The tag ${iacTag} of ${name} says "${declared}", which is none of ${values}.`);
    }
    const trouble = declarations[declared];
    const details = { evidence: { [iacTag]: declared }, parameters: { clusterId: id } };
    return assessed([
      trouble === undefined
        ? pass(id, `The owner of ${name} declares its infrastructure code ready.`, details)
        : fail(id, `The owner of ${name} declares that ${trouble}.`, details),
    ]);
  },
});
