import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { patienceMs } from '../patience.ts';
import { builtPackage, root, run } from './built-packages.ts';
import { type Answer, answerSchema } from './http-probes.ts';

const said = z.object({
  before: z.object({ health: z.object({ lastRun: z.null() }), loaded: z.array(z.string()) }),
  functions: z.array(
    z.object({ name: z.string(), trigger: z.string(), route: z.string().optional(), authLevel: z.string().optional() }),
  ),
  loaded: z.array(z.string()),
  report: z.object({
    run: z.object({ id: z.string(), status: z.enum(['complete', 'partial']), source: z.string() }),
    clusters: z.array(z.object({ name: z.string(), networkPlugin: z.string(), checks: z.array(z.unknown()) })),
  }),
  status: z.object({ lastRun: z.object({ id: z.string() }) }),
  failed: z.number(),
  logged: z.array(z.string()),
  http: z.array(answerSchema),
  broken: z.array(answerSchema),
});

let app: z.infer<typeof said>;

beforeAll(async () => {
  const work = await mkdtemp(join(tmpdir(), 'kubenet-audit-deployed-'));
  const script = join(root, 'test/build/app-process.ts');
  const { stdout } = await run(process.execPath, [script, builtPackage('app'), work], {
    maxBuffer: 100 * 1024 * 1024,
    timeout: patienceMs,
  });
  app = said.parse(JSON.parse(stdout));
  await rm(work, { recursive: true });
});

describe('the package that is deployed', () => {
  it('audits the simulated Azure from timer to report', () => {
    expect(app.failed).toBe(0);
    expect(app.report.clusters.length).toBeGreaterThan(10);
    expect(new Set(app.report.clusters.map(({ networkPlugin }) => networkPlugin))).toEqual(new Set(['kubenet']));
    expect(app.report.clusters.every(({ checks }) => checks.length > 0)).toBe(true);
    expect(app.status.lastRun.id).toBe(app.report.run.id);
  });

  it('asks Resource Graph with the queries that were packed with it', () => {
    expect(app.report.run.source).toBe('graph');
  });

  it('reads the scanner from disk only once an audit needs it', () => {
    expect(app.before.loaded).toEqual(['functions.cjs']);
    expect(app.loaded).toEqual(['functions.cjs', 'worker.cjs']);
  });

  it('logs what the alert rule about complete audits looks for', async () => {
    const rule = await readQuery('complete-audits');
    const pattern = /@"(.*)"/.exec(rule)?.[1] ?? '(?!)';
    const asIfComplete = app.logged.map((line) => line.replace(': partial,', ': complete,'));

    expect(asIfComplete.filter((line) => new RegExp(pattern).test(line))).toHaveLength(1);
  });

  it('has the function whose runs the alert rule about poison messages counts', async () => {
    const [ending = '(?!)'] = /(?<=OperationName endswith ")[\w-]+/.exec(await readQuery('poison-messages')) ?? [];

    expect(app.functions.filter(({ name }) => name.endsWith(ending)).map(({ name }) => name)).toContain('audit-poison');
  });
});

describe('its HTTP routes', () => {
  const answersTo = (probe: Answer['probe']) => app.http.filter((answer) => answer.probe === probe);

  it('ask for a function key, all but health and those that know nothing of any audit', () => {
    const open = app.functions.filter(({ trigger, authLevel }) => trigger === 'http' && authLevel !== 'function');

    expect(open.map(({ name }) => name).toSorted()).toEqual(['http-health', 'http-home', 'http-root', 'http-unknown']);
  });

  it.each(['no key', 'wrong key', 'forged sign-in'] as const)('answer 401 to %s', (probe) => {
    expect(new Set(answersTo(probe).map(({ status }) => status))).toEqual(new Set([401]));
    expect(answersTo(probe).length).toBeGreaterThan(5);
  });

  it('refuse what is too large, too long or not known', () => {
    expect(answersTo('out of bounds').filter(({ status }) => status < 400 || status >= 500)).toEqual([]);
    expect(answersTo('out of bounds').length).toBeGreaterThan(5);
  });

  it('answer with security headers, whatever they answer', () => {
    const ours = app.http.filter(({ contentType }) => /json|html/.test(contentType));

    expect(ours.length).toBeGreaterThan(5);
    expect(ours.filter(({ headers }) => headers['x-content-type-options'] !== 'nosniff')).toEqual([]);
    expect(ours.filter(({ headers }) => !headers['content-security-policy']?.includes("default-src 'none'"))).toEqual(
      [],
    );
  });

  it('tell nothing of the inside in an error, not even without storage', () => {
    const errors = [...app.http, ...app.broken].filter(({ status }) => status >= 400);
    const inside = /\n\s+at |node_modules|\.[cm]?[jt]s:\d|file:|127\.0\.0\.1:\d|ECONN|AccountKey|SharedKey|secret/i;

    expect(app.broken.map(({ status }) => status)).toEqual([500]);
    expect(errors.filter(({ body }) => inside.test(body) || body.includes(root))).toEqual([]);
  });
});

function readQuery(name: string): Promise<string> {
  return readFile(join(root, 'infra/queries', `${name}.kql`), 'utf8');
}
