import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { outcomeSchema } from '../../src/model/outcome.ts';
import { scores } from '../../src/scoring/score.ts';
import { severityWeights } from '../../src/scoring/weights.ts';
import { aCheckOutcome } from '../builders/check-outcome.ts';

const page = readFileSync(new URL('../../docs/scoring.md', import.meta.url), 'utf8');

/** The rows of the first table of the page whose first column has this name. */
function rowsOf(firstColumn: string, from = 0): string[][] {
  const lines = page.slice(from).split('\n');
  const at = lines.findIndex((line) => line.startsWith(`| ${firstColumn} |`));
  const rest = lines.slice(at + 2);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const row = outcomeSchema.pick({ code: true, category: true, severity: true, live: true, status: true });

describe('docs/scoring.md', () => {
  it('lists the weights that are used', () => {
    const listed = rowsOf('Severity').map(([severity, weight]) => [severity, Number(weight)]);

    expect(Object.fromEntries(listed)).toEqual(severityWeights);
  });

  it('works its example out as the code does', () => {
    const outcomes = z
      .array(row)
      .parse(
        rowsOf('Code').map(([code, category, severity, live, status]) => ({
          code,
          category,
          severity,
          live: live === 'yes',
          status,
        })),
      )
      .map(aCheckOutcome);
    const results = rowsOf('Score', page.indexOf('Headroom has')).map(([name, ...numbers]) => {
      const [value, low, high] = numbers.map(Number);
      return [name, { value, low, high }];
    });

    expect(outcomes).toHaveLength(12);
    expect(scores(outcomes)).toEqual(Object.fromEntries(results));
  });
});
