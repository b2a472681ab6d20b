import type { Members } from './cut-list.ts';
import { saveAsJson } from './list-files.ts';

/** What a document is that describes resources and holds none, with what to save instead; undefined for anything else. */
export function otherDocument(members: Members): string | undefined {
  const schema = members.get('$schema');
  if (typeof schema === 'string' && /deploymentTemplate/i.test(schema)) {
    return `It is a template, as the portal exports one: it says what to deploy, not what is there. Instead, ${saveAsJson}.`;
  }
  return members.has('terraformversion') || members.has('terraform_version')
    ? `It is what Terraform knows, not what is there. Instead, ${saveAsJson}.`
    : undefined;
}
