import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { ReportFormatError } from '../../src/report/errors.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { aCluster } from './a-cluster.ts';
import { aPartialReport, aReport } from './a-report.ts';

function errorOf(text: string): ReportFormatError {
  try {
    parseReport(text);
  } catch (error) {
    if (error instanceof ReportFormatError) return error;
  }
  throw new Error('Expected a ReportFormatError.');
}

function changed(report: Report, change: (copy: Record<string, unknown>) => void): string {
  const copy: Record<string, unknown> = structuredClone({ ...report });
  change(copy);
  return JSON.stringify(copy);
}

describe('reading a saved report', () => {
  it('gives back what was saved', () => {
    expect(parseReport(JSON.stringify(aPartialReport()))).toEqual(aPartialReport());
  });

  it('reads a file that starts with a byte order mark', () => {
    expect(parseReport(`\uFEFF${JSON.stringify(aReport([]))}`).clusters).toEqual([]);
  });

  it('reads a later minor version, without the keys it does not know', () => {
    const text = changed(aReport([aCluster()]), (copy) => {
      copy['schemaVersion'] = '1.7';
      copy['weather'] = 'fine';
    });

    expect(parseReport(text)).toEqual(aReport([aCluster()]));
  });

  it.each([
    ['not JSON', '{"schemaVersion":', ''],
    ['an empty file', '', ''],
    ['a list', '[]', 'schemaVersion'],
    ['null', 'null', 'schemaVersion'],
    ['another version', '{"schemaVersion":"2.0"}', 'schemaVersion'],
    ['a version that is no text', '{"schemaVersion":1}', 'schemaVersion'],
    ['a missing key', changed(aReport([]), (copy) => delete copy['summary']), 'summary'],
  ])('names what is wrong with %s', (_, text, path) => {
    expect(errorOf(text)).toMatchObject({ name: 'ReportFormatError', path });
  });

  it('names the place of a wrong value deep inside', () => {
    const text = JSON.stringify(aReport([aCluster()])).replace('"status":"pass"', '"status":"perhaps"');

    expect(errorOf(text).path).toBe('clusters[0].checks[1].status');
    expect(errorOf(text).message).toContain('clusters[0].checks[1].status');
  });
});
