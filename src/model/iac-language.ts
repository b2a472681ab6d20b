/** Whose words a place is written in. */
export const languages = [
  'terraform',
  'terraform-plan',
  'terragrunt',
  'bicep',
  'arm',
  'shell',
  'powershell',
  'azure-pipelines',
  'github-workflow',
  'ansible',
  'pulumi-yaml',
  'pulumi-program',
  'cluster-api',
  'azure-service-operator',
  'crossplane',
  'rancher',
  'helm',
  'data',
] as const;
export type Language = (typeof languages)[number];
