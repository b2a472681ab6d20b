import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../src/model/report.ts';
import { plainPages } from '../../../src/report/html/limits.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { aFleet } from '../a-fleet.ts';
import { aPlannedFleet } from '../a-planned-fleet.ts';
import {
  aHostileReport,
  aMigratedReport,
  anEmptyReport,
  anUnreadableReport,
  aPartialReport,
  hostileText,
} from '../a-report.ts';
import { aReportWithCode } from '../a-report-with-code.ts';
import { rendered } from '../rendered.ts';

const validator = new HtmlValidate({
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // A sentence as a title may be longer than a search engine shows.
    'long-title': 'off',
    // SVG elements without content are closed as HTML closes them.
    'no-raw-characters': 'error',
  },
});

/** Four verdicts in turn, and of those that could burn every other one does: from the ninth cluster on, nothing is new but names. */
const kindsInFleet = 8;

/** One cluster more than stand plain. Each is short, since the validator takes its time over markup that the fleet has already. */
function aPackedFleet(): Report {
  const fleet = aFleet(plainPages + 1);
  const clusters = fleet.clusters.map((cluster) => {
    const { picture: _, ...network } = cluster.network;
    const headroom = { ...cluster.headroom, limits: [] };
    return { ...cluster, network, headroom, history: [], checks: cluster.checks.slice(0, 1) };
  });
  return { ...fleet, clusters };
}

const planned = await aPlannedFleet(kindsInFleet);

describe('an HTML validator', () => {
  it.each([
    ['a fleet', aFleet(kindsInFleet)],
    ['a fleet with packed pages', aPackedFleet()],
    ['a fleet with a plan', planned],
    ['a partial report', aPartialReport()],
    ['a report of nothing', anUnreadableReport()],
    ['an empty estate', anEmptyReport()],
    ['an estate that has moved', aMigratedReport()],
    ['a hostile estate', aHostileReport()],
    ['an estate with code', aReportWithCode(hostileText)],
  ])('finds nothing wrong with the page of %s', async (_, report) => {
    const { results } = await validator.validateString(await rendered(renderHtml, report));
    const messages = results.flatMap((result) =>
      result.messages.map(({ ruleId, message, line }) => `${line}: ${ruleId}: ${message}`),
    );

    expect(messages.slice(0, 20)).toEqual([]);
  });
});
