import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAlert } from '../../src/cli/alert.ts';
import type { Report } from '../../src/model/report.ts';
import { renderJson } from '../../src/report/json.ts';
import { toReportStream } from '../../src/report/parse-report.ts';
import { aBlockedCluster, aCluster } from '../report/a-cluster.ts';
import { anAudit } from './audits.ts';
import { trustedCertificate } from './certificate.ts';
import { type Receiver, startReceiver } from './https-receiver.ts';
import { cardOf, cardTexts } from './teams-envelope.ts';

let folder: string;
let receiver: Receiver;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alerts-'));
  receiver = await startReceiver(await trustedCertificate());
});
beforeEach(() => void receiver.received.splice(0));
afterAll(async () => {
  await receiver.stop();
  await rm(folder, { recursive: true });
});

const settings = () => ({
  ...{ allowedHosts: [receiver.host], privateHosts: ['localhost'] },
  channels: [
    { name: 'ops', type: 'teams', url: { setting: 'TEAMS_URL' }, severity: 'high' },
    { name: 'all', type: 'teams', url: { setting: 'TEAMS_URL' }, send: { when: 'daily', at: '07:00' } },
  ],
});

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const saved = async (name: string, report: Report) =>
  file(name, (await Array.fromAsync(renderJson(toReportStream(report)))).join(''));

async function alert(args: readonly string[], env: Record<string, string> = {}): Promise<{ out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const program = new Command('kubenet-audit').exitOverride();
  const io = {
    ...{ stdout, stderr, env, columns: undefined, isTerminal: { stdout: false, stderr: false } },
    now: () => new Date('2026-11-23T06:10:00Z'),
    interrupted: new AbortController().signal,
  };
  const services = {
    connect: () => {
      throw new Error('Nothing is to be connected to.');
    },
    newRunId: () => 'r',
    startDemo: () => {
      throw new Error('No demo is to be started.');
    },
  };
  addAlert(program.command('alert'), { io, services, exitWith: () => {} });
  await program.parseAsync(['alert', ...args], { from: 'user' });
  return { out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') };
}

describe('alert preview', () => {
  it('prints what the difference of two audits would say, to whom and why', async () => {
    const before = await saved('before.json', anAudit(0, [aCluster({ name: 'aks-shop-prod' })]));
    const from = await saved('from.json', anAudit(1, [aBlockedCluster()]));
    const alerts = await file('alerts.json', JSON.stringify(settings()));
    const { out } = await alert(['preview', '--from', from, '--before', before, '--settings', alerts]);
    expect(out).toContain('Live problem · aks-shop-prod · RT-004 · high\n  Node aks-system-1 has no route');
    expect(out).toContain('  to ops, at once: severity high is at or above high\n');
    expect(out).toContain('  to all, in the digest of 23 Nov 2026, 07:00 UTC: ');
    expect(out).toMatch(/3 events, 3 of them heard by a channel\.\n$/);
    expect(receiver.received).toEqual([]);
  });

  it('says when there is nothing to say', async () => {
    const from = await saved('quiet.json', anAudit(1, [aCluster()]));
    const { out } = await alert(['preview', '--from', from], { KUBENET_AUDIT_ALERTS: JSON.stringify(settings()) });
    expect(out).toBe('This audit has nothing to say.\n');
  });
});

describe('alert test', () => {
  const env = () => ({ KUBENET_AUDIT_ALERTS: JSON.stringify(settings()), TEAMS_URL: receiver.url });

  it('sends a sample to the channel', async () => {
    const { err } = await alert(['test', '--channel', 'ops'], env());
    expect(err).toContain('The sample was taken by ops.');
    expect(cardTexts(cardOf(receiver.received[0]?.body ?? '')).join('\n')).toContain(
      'This is a test of the channel ops.',
    );
  });

  it('names the channels there are, and what is missing', async () => {
    await expect(alert(['test', '--channel', 'opps'], env())).rejects.toThrow(
      'There is no channel opps. There are: ops, all.',
    );
    await expect(alert(['test', '--channel', 'ops'])).rejects.toThrow('There are no alert settings');
    await expect(
      alert(['test', '--channel', 'ops'], { KUBENET_AUDIT_ALERTS: JSON.stringify(settings()) }),
    ).rejects.toThrow('The app setting TEAMS_URL is missing or empty');
    await expect(alert(['test', '--channel', 'ops'], { KUBENET_AUDIT_ALERTS: '{"chanels":[]}' })).rejects.toThrow(
      'chanels is not known',
    );
  });

  it('shows no secret when it fails', async () => {
    receiver.answer = ({ path }) => ({ status: 404, body: path });
    await expect(alert(['test', '--channel', 'ops'], env())).rejects.toThrow(/^(?!.*S3cret)localhost answered 404/);
  });
});
