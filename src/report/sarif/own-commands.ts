import type { Finding } from '../../model/finding.ts';
import type { CheckOutcome } from '../../model/outcome.ts';
import { resourceNameOf } from '../../model/resource-id.ts';

/**
 * The commands of an outcome that are a finding's own: those in which a word names it, or names no finding in particular. Names are the
 * resource's and those in the evidence, as far as no other finding has them too.
 */
export function ownCommands(
  { fix }: CheckOutcome,
  findings: readonly Finding[],
): (finding: Finding) => readonly string[] {
  const holders = new Map<string, Finding | null>();
  for (const finding of findings) {
    for (const name of new Set(namesOf(finding))) holders.set(name, holders.has(name) ? null : finding);
  }
  const commands = fix.commands.map((command) => {
    const named = wordsOf(command).flatMap((word) => holders.get(word) ?? []);
    return { command, named: new Set(named) };
  });
  return (finding) =>
    commands.filter(({ named }) => named.size === 0 || named.has(finding)).map(({ command }) => command);
}

function namesOf({ resourceId, evidence }: Finding): string[] {
  const texts = Object.values(evidence).filter((value) => typeof value === 'string');
  return [resourceId, resourceNameOf(resourceId), ...texts].map((name) => name.toLowerCase());
}

function wordsOf(command: string): string[] {
  return command.toLowerCase().split(/[\s'"=]+/);
}
