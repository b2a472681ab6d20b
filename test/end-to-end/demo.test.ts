import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import truth from '../../simulated-azure/estate/truth.json' with { type: 'json' };
import type { Report } from '../../src/model/report.ts';
import { parseReport } from '../../src/report/parse-report.ts';
import { runCli } from '../cli/run-cli.ts';

const root = join(import.meta.dirname, '..', '..');

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Cli = ChildProcessWithoutNullStreams & { readonly ended: Promise<Ended>; printed(): string };

/** What a test that failed, or took too long, leaves behind ends here; what it started ends with it. */
const running = new Set<Cli>();
afterAll(async () => {
  const all = [...running];
  for (const cli of all) cli.kill('SIGKILL');
  await Promise.all(all.map(({ ended }) => ended));
});

function startCli(...args: string[]): Cli {
  const child = spawn(process.execPath, ['src/cli/bin.ts', ...args], {
    cwd: root,
    // A real Azure's settings in the environment must not reach the simulated one.
    env: {
      ...process.env,
      KUBENET_AUDIT_ARM_ENDPOINT: 'https://arm.invalid',
      KUBENET_AUDIT_FORMAT: 'csv',
      NO_COLOR: '1',
    },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => {
    running.delete(cli);
    return { code, stdout, stderr };
  });
  const cli: Cli = Object.assign(child, { ended, printed: () => stdout });
  running.add(cli);
  return cli;
}

let out: string;
let demo: Cli;
let address: string;
let json: string;
let report: Report;

/** One for all: most of its time goes into the audit. */
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'kubenet-audit-demo-'));
  demo = startCli('demo', '--out', out);
  address = await firstAddress(demo);
  json = await readFile(join(out, 'report.json'), 'utf8');
  report = parseReport(json);
});
afterAll(() => rm(out, { recursive: true }));

describe('demo --out', () => {
  it('prints every kubenet cluster on standard output', () => {
    for (const name of Object.keys(truth.clusters)) expect(demo.printed()).toContain(name.slice(0, 12));
  });

  it('leaves the report in every format a file can have', async () => {
    const files = await readdir(out);

    expect(files).toEqual(expect.arrayContaining(['report.csv', 'report.html', 'report.json']));
  });

  it('lists each cluster of the truth exactly once, and no other', () => {
    expect(report.clusters.map(({ name }) => name).sort()).toEqual(Object.keys(truth.clusters).sort());
    expect(report.overlay.map(({ name }) => name).sort()).toEqual([...truth.overlay].sort());
    expect(report.other.map(({ name }) => name).sort()).toEqual([...truth.other].sort());
  });

  it('finds what is true of each, and nothing else', () => {
    const told = Object.entries(truth.clusters).map(([name, expected]) => {
      const checks = report.clusters.find((each) => each.name === name)?.checks ?? [];
      const may = new Set('mayFail' in expected ? expected.mayFail : []);
      const failing = checks.filter(({ code, status }) => status === 'fail' && !may.has(code)).map(({ code }) => code);
      const asked = new Set(checks.map(({ code }) => code));
      return { name, failing: failing.sort(), wanted: expected.mustFail.filter((code) => asked.has(code)).sort() };
    });

    expect(told.map(({ name, failing }) => [name, failing])).toEqual(told.map(({ name, wanted }) => [name, wanted]));
  });

  it('brings a year of audits that says it is invented', async () => {
    expect(report.history?.length).toBe(52);
    expect(report.history?.every(({ invented }) => invented)).toBe(true);
    expect(report.summary.forecast.perWeekLately).toBeGreaterThan(0);
    expect(demo.printed().replaceAll('\n', ' ')).toContain('The past audits are invented, to show this line.');
    const page = await readFile(join(out, 'report.html'), 'utf8');
    expect(page).toContain('The audits before this one are invented, to show the line.');
  });

  it('names the subscription that could not be read', () => {
    expect(report.run.status).toBe('partial');
    expect(report.run.scopes.filter(({ status }) => status === 'unreadable').map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringContaining('restricted')]),
    );
  });
});

describe('demo', () => {
  it('serves the report at the address it prints until it is interrupted, and leaves no process', async () => {
    const children = childrenOf(demo.pid);

    const page = await fetch(address);
    const html = await page.text();
    expect(demo.exitCode).toBeNull();
    demo.kill('SIGINT');
    const { code, stderr } = await demo.ended;

    expect(page.status).toBe(200);
    expect(html).toMatch(/^<!doctype html>/i);
    expect(code, stderr).toBe(0);
    await expect(fetch(address)).rejects.toThrow();
    expect(children.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  });
});

describe('demo --once', () => {
  it('prints the same, gives no address, and stops everything by itself with 0', async () => {
    const stop = vi.fn(async () => {});
    // Asked for an address, or waited for, it fails.
    const fetchReport = vi.fn(async () => new Response(json));
    const address = () => expect.unreachable('It gives no address.');
    const startDemo = async () => ({ fetchReport, stop, address, host: { ended: new Promise<never>(() => {}) } });

    const { code, stdout, stderr } = await runCli(['demo', '--once'], { now: () => new Date(), startDemo });

    expect(code, stderr).toBe(0);
    expect(stdout.length).toBeGreaterThan(1_000);
    expect(demo.printed()).toContain(stdout);
    expect(demo.printed()).toContain('\nReport: ');
    expect(stdout).not.toContain('Report: ');
    expect(stop).toHaveBeenCalledOnce();
  });
});

async function firstAddress({ stdout, ended, printed }: Cli): Promise<string> {
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  while (true) {
    const address = /Report: (\S+)\n/.exec(printed())?.[1];
    if (address !== undefined) return address;
    if (hasEnded) throw new Error(`The demo ended and printed no address: ${printed()}`);
    await Promise.race([once(stdout, 'data'), ended]);
  }
}

/** Where the system tells (Linux): the processes that the demo started. */
function childrenOf(pid: number | undefined): string[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ') : [];
}
