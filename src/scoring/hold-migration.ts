import type { CheckOutcome } from '../model/outcome.ts';

const startsMigration = /^az aks update .*--network-plugin-mode overlay/m;

/**
 * The update to Overlay cannot be undone, so its command stands in a report only where nothing that was read, or could not be read,
 * speaks against it. Elsewhere the text says what comes first. A finding that the update itself mends, as another pod CIDR does, does
 * not hold it back; the plain update then gives way to that one.
 */
export function holdMigration(outcomes: readonly CheckOutcome[]): CheckOutcome[] {
  const stops = outcomes.filter(isStop);
  const mended = stops.filter(({ fix }) => fix.commands.some((command) => startsMigration.test(command)));
  const first = stops.filter((outcome) => !mended.includes(outcome));
  return outcomes.map((outcome) => {
    if (!outcome.fix.commands.some((command) => startsMigration.test(command))) return outcome;
    if (first.length > 0) return withoutUpdate(outcome, first);
    return mended.length > 0 && !mended.includes(outcome) ? withoutUpdate(outcome, mended) : outcome;
  });
}

/** What decides a verdict other than `ready`. */
function isStop({ category, severity, status, live, waiver }: CheckOutcome): boolean {
  if (category === 'deadline' || waiver !== null) return false;
  if (status === 'fail' && live) return true;
  return (severity === 'blocker' || severity === 'high') && ['fail', 'unknown', 'error'].includes(status);
}

const namedFirst = 8;

function withoutUpdate(outcome: CheckOutcome, first: readonly CheckOutcome[]): CheckOutcome {
  const codes = first.slice(0, namedFirst).map(({ code }) => code);
  const more = first.length > codes.length ? ` and ${first.length - codes.length} more` : '';
  return {
    ...outcome,
    fix: {
      text: `Not yet: first settle ${codes.join(', ')}${more}. ${outcome.fix.text}`,
      commands: outcome.fix.commands.filter((command) => !startsMigration.test(command)),
    },
  };
}
