import { expect, it } from 'vitest';
import type { LoggedRequest } from '../../simulated-azure/wire/request-log.ts';
import { openAzure } from '../../src/audit/sources.ts';
import { verifyMigrations } from '../../src/audit/verify-migrations.ts';
import { beforeMigration } from '../../src/model/before-migration.ts';
import { useTestAzure } from './audit-azure.ts';

const test = useTestAzure();

/** Resource Graph takes its questions by POST, and signing in is no write; everything else that reads is a GET. */
const isRead = ({ service, method }: LoggedRequest) => method === 'GET' || service === 'graph' || service === 'entra';

it('sends no write: neither an audit by either way, nor the proof of a migration', async () => {
  const { azure, audit, connection } = test();
  const report = await audit('arm');
  await audit('graph');
  const moved = report.clusters.flatMap((cluster) => {
    const before = beforeMigration(cluster, report.asOf);
    return before === undefined ? [] : [{ before, seenMigrated: report.asOf }];
  });
  expect((await verifyMigrations(openAzure(connection(), 'arm').source, moved)).length).toBe(report.clusters.length);
  const requests = azure.control.requests();
  expect(requests.length).toBeGreaterThan(100);
  expect(requests.filter((each) => !isRead(each))).toEqual([]);
});
