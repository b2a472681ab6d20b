import { describe, expect, it } from 'vitest';
import { makeRunbook } from '../../src/runbook/make-runbook.ts';
import { sampleEstate } from '../audit/audit-azure.ts';
import { auditEstate } from '../audit/properties/audit-estate.ts';
import { commandsIn } from '../docs/shell-commands.ts';

const asOf = new Date('2026-11-22T06:00:00Z');

describe('the commands of a runbook, for every cluster of the sample estate', () => {
  it('are the same to bash and to PowerShell', async () => {
    const clusters = await auditEstate(sampleEstate, asOf);
    const commands = clusters.flatMap((cluster) =>
      (makeRunbook(cluster, asOf.toISOString())?.sections ?? []).flatMap(({ steps }) =>
        steps.flatMap((step) =>
          step.commands
            .filter((command) => !command.startsWith('#'))
            .map((command) => ({ cluster: cluster.name, step: step.id, command })),
        ),
      ),
    );
    const different = commands.flatMap(({ cluster, step, command }) => {
      const [bash, powershell] = [commandsIn('bash', command), commandsIn('powershell', command)];
      const isSame = bash !== undefined && bash.join('\n') === powershell?.join('\n');
      return isSame ? [] : [`${cluster}, ${step}: ${command}`];
    });

    expect(commands.length).toBeGreaterThan(400);
    expect(different).toEqual([]);
  });
});
