import { type Members, membersOf } from './cut-list.ts';
import { saveAsJson } from './list-files.ts';

/** What a document is that describes resources and holds none, with what to save instead; undefined for anything else. */
export function otherDocument(members: Members): string | undefined {
  const schema = members.get('$schema');
  if (typeof schema === 'string' && /deployment(Template|Parameters)/i.test(schema)) {
    return `It is a template, as the portal exports one, or its parameters: it says what to deploy, not what is there. Instead, ${saveAsJson}.`;
  }
  if (members.has('schemaversion') && members.has('run') && members.has('summary')) {
    return 'It is a report of this program, not what an audit reads: keep reports in another folder.';
  }
  const error = membersOf(members.get('error'));
  if (error?.has('code')) {
    return `It is Azure's answer to a request that failed (${String(error.get('code')).slice(0, 80)}). Mend that, then ${saveAsJson}.`;
  }
  return members.has('terraformversion') || members.has('terraform_version')
    ? `It is what Terraform knows, not what is there. Instead, ${saveAsJson}.`
    : undefined;
}
