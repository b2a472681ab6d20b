import { describe, expect, it } from 'vitest';
import { makeRunbook } from '../../src/runbook/make-runbook.ts';
import { sampleEstate } from '../audit/audit-azure.ts';
import { auditEstate } from '../audit/properties/audit-estate.ts';
import { commandsIn } from '../docs/shell-commands.ts';

const asOf = new Date('2026-11-22T06:00:00Z');

describe('the commands of a runbook, for every cluster of the sample estate', async () => {
  const clusters = await auditEstate(sampleEstate, asOf);
  const steps = clusters.flatMap((cluster) =>
    (makeRunbook(cluster, asOf.toISOString())?.sections ?? []).flatMap((section) =>
      section.steps.map((step) => ({ cluster: cluster.name, step })),
    ),
  );

  it('are the same to bash and to PowerShell', () => {
    const commands = steps.flatMap(({ cluster, step }) =>
      step.commands
        .filter((command) => !command.startsWith('#'))
        .map((command) => ({ cluster, step: step.id, command })),
    );
    const different = commands.flatMap(({ cluster, step, command }) => {
      const [bash, powershell] = [commandsIn('bash', command), commandsIn('powershell', command)];
      const isSame = bash !== undefined && bash.join('\n') === powershell?.join('\n');
      return isSame ? [] : [`${cluster}, ${step}: ${command}`];
    });

    expect(commands.length).toBeGreaterThan(400);
    expect(different).toEqual([]);
  });

  it('say of themselves no more than their step does', () => {
    const marked = steps.filter(({ step }) => step.commands.some((command) => /^# (CANNOT|INTERRUPTS)/.test(command)));
    const wrong = marked.filter(({ step }) => {
      const cannotBeUndone = step.commands.some((command) => command.startsWith('# CANNOT BE UNDONE'));
      return step.effect !== (cannotBeUndone ? 'irreversible' : 'interrupts');
    });

    expect(marked.some(({ step }) => step.effect === 'irreversible')).toBe(true);
    expect(wrong.map(({ cluster, step }) => `${cluster}, ${step.id}: ${step.effect}`)).toEqual([]);
  });
});
