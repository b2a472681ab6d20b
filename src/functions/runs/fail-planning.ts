import type { WorkLog, WorkServices } from './work-services.ts';

/** Closes a run that has no plan yet; it has no report, only a reason. `why`: "did not …". */
export async function failPlanning(
  { store, now, alerts }: WorkServices,
  runId: string,
  why: string,
  log: WorkLog,
): Promise<void> {
  const failure = `Planning ${why}: what is in the scope could not be listed. The log of the function audit-work says why.`;
  const change = { status: 'failed', failure, closedAt: now().toISOString() } as const;
  const run = await store.changeRun(runId, ['planning'], change);
  if (run?.failure === failure) {
    log.error(`Run ${runId} failed. ${failure}`);
    await alerts?.runClosed(runId, log);
  } else log.warn(`Run ${runId} is ${run?.status ?? 'not known'}: it is not given up.`);
}
