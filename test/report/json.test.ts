import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { ReportFormatError } from '../../src/report/errors.ts';
import { renderJson } from '../../src/report/json.ts';
import { parseReport, toReportStream } from '../../src/report/parse-report.ts';
import { aCluster } from './a-cluster.ts';
import { aHealthyReport, aHostileReport, aMigratedReport, anEmptyReport, aPartialReport, aReport } from './a-report.ts';
import { joined, rendered } from './rendered.ts';

const isValid = new Ajv2020({ strict: false }).compile(
  JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8')),
);

const situations = {
  partial: aPartialReport(),
  healthy: aHealthyReport(),
  empty: anEmptyReport(),
  migrated: aMigratedReport(),
  hostile: aHostileReport(),
};

/** The same value with the keys of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, key === 'evidence' ? inner : reversed(inner)]),
  );
}

describe('the JSON format', () => {
  it('reads as the golden file', async () => {
    await expect(await rendered(renderJson, aPartialReport())).toMatchFileSnapshot('golden/partial.json.golden');
  });

  it.each(Object.entries(situations))('is valid against the published schema: %s', async (_, report) => {
    const value = JSON.parse(await rendered(renderJson, report));

    expect(isValid(value), JSON.stringify(isValid.errors?.slice(0, 3))).toBe(true);
  });

  it.each(Object.entries(situations))('reads back to the same bytes: %s', async (_, report) => {
    const text = await rendered(renderJson, report);

    expect(await rendered(renderJson, parseReport(text))).toBe(text);
  });

  it('writes the same bytes whatever the order of the keys it is given', async () => {
    const report = aPartialReport();
    const shuffled = reversed(report) as Report; // the same keys and values, so the same type

    expect(await rendered(renderJson, shuffled)).toBe(await rendered(renderJson, report));
  });

  it('writes each cluster on a line of its own', async () => {
    const text = await rendered(renderJson, aPartialReport());
    const lines = text.split('\n').filter((line) => line.startsWith('{"key"'));

    expect(lines.map((line) => JSON.parse(line.replace(/,$/, '')).name)).toEqual([
      'aks-shop-prod',
      'aks-web-test',
      'aks-data-prod',
    ]);
  });

  it('yields a cluster before it asks for the next', async () => {
    const report = aReport([]);
    const asked: number[] = [];
    const parts = renderJson({
      head: toReportStream(report).head,
      async *clusters() {
        for (const index of [0, 1, 2]) {
          asked.push(index);
          yield aCluster({ name: `aks-${index}` });
        }
      },
    });
    for await (const part of parts) if (String(part).includes('aks-0')) break;

    expect(asked).toEqual([0]);
  });

  it('refuses to write a report that does not fit the schema, and names the place', async () => {
    const cluster = aCluster({ scores: { ...aCluster().scores, readiness: { value: 101, low: 0, high: 100 } } });

    await expect(joined(renderJson(toReportStream(aReport([aCluster(), cluster]))))).rejects.toThrow(
      expect.objectContaining({ name: 'ReportFormatError', path: 'clusters[1].scores.readiness.value' }),
    );
    expect(ReportFormatError.prototype).toBeInstanceOf(Error);
  });

  it('gives nothing of a report whose head does not fit: what began cannot be answered as an error', async () => {
    const { head, clusters } = toReportStream(aReport([]));
    const parts = renderJson({ head: { ...head, deadline: { ...head.deadline, daysLeft: 0.5 } }, clusters });

    await expect(parts.next()).rejects.toThrow(expect.objectContaining({ path: 'deadline.daysLeft' }));
  });
});
