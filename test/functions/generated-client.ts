import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from '@hey-api/openapi-ts';

const run = promisify(execFile);
const modules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** What somebody writes who has nothing but the generated client. It prints the status of every operation. */
const calls = `
import { client } from './client/client.gen.ts';
import * as api from './client/sdk.gen.ts';

const [, , baseUrl = '', auth = ''] = process.argv;
client.setConfig({ baseUrl, auth });
const thrown = { throwOnError: true } as const;
const status: Record<string, number> = {};

const clusters = await api.httpClusters(thrown);
const [first] = clusters.data.value;
if (first === undefined) throw new Error('There is no cluster.');
const names: string[] = clusters.data.value.map(({ name }) => name);
const path = { key: first.key };

const one = await api.httpCluster({ ...thrown, path });
if (typeof one.data === 'string') throw new Error('Whoever takes anything gets JSON.');
const readiness: number | null = one.data.cluster.scores.readiness.value;
const verdict: 'ready' | 'needsWork' | 'blocked' | 'unverified' = one.data.cluster.verdict;

const report = await api.httpReport({ ...thrown, query: { format: 'json', verdict: [verdict] } });
if (typeof report.data !== 'object' || !('asOf' in report.data)) throw new Error('This is no report.');
const daysLeft: number = report.data.deadline.daysLeft;

const runs = await api.httpRuns(thrown);
const [newest] = runs.data.value;
if (newest === undefined) throw new Error('There is no run.');

const page = await api.httpReport({ ...thrown, headers: { accept: 'text/html' } });
const plan = await api.httpPlan({ ...thrown, query: { format: 'md' } });
const svg = await api.httpDiagramSvg({ ...thrown, path });
const d2 = await api.httpDiagramD2({ ...thrown, path });
const runbook = await api.httpRunbook({ path });
const diff = await api.httpDiff({ ...thrown, query: { from: newest.id } });
const started = await api.httpStartRun();
const refused: unknown = started.error;
const detail = typeof refused === 'object' && refused !== null && 'detail' in refused ? refused.detail : undefined;
const run = await api.httpRun({ ...thrown, path: { id: newest.id } });
const health = await api.httpHealth();
const state = await api.httpStatus(thrown);
const openapi = await api.httpOpenapi(thrown);

const answers = { clusters, cluster: one, report, runs, page, plan, svg, d2, runbook, diff, started, run, health, state, openapi };
for (const [name, { response }] of Object.entries(answers)) status[name] = response?.status ?? 0;
const operations = Object.keys(api).filter((name) => name.startsWith('http'));
console.log(JSON.stringify({ status, names, readiness, daysLeft, detail, page: page.response.headers.get('content-type'), operations }));
`;

const compilerOptions = {
  ...{ strict: true, noEmit: true, skipLibCheck: true, module: 'nodenext', target: 'es2023', lib: ['es2023', 'dom'] },
  ...{ allowImportingTsExtensions: true, typeRoots: [join(modules, '@types')], types: ['node'] },
};

/** Generates a client of the API from its own document, type-checks what uses it, and runs that. */
export async function callWithGeneratedClient(baseUrl: string, key: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'client-'));
  try {
    const answer = await fetch(`${baseUrl}/openapi.json`, { headers: { 'x-functions-key': key } });
    const input = join(folder, 'openapi.json');
    await writeFile(input, await answer.text());
    await createClient({
      input,
      output: { path: join(folder, 'client'), module: { extension: '.ts' } },
      logs: { level: 'silent', file: false },
    });
    await writeFile(join(folder, 'calls.ts'), calls);
    await writeFile(join(folder, 'package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }));
    await run(process.execPath, [join(modules, 'typescript/bin/tsc'), '-p', folder]).catch((error) => {
      throw new Error(`The client does not compile: ${error.stdout}`);
    });
    const { stdout } = await run(process.execPath, [join(folder, 'calls.ts'), baseUrl, key]);
    return JSON.parse(stdout);
  } finally {
    await rm(folder, { recursive: true });
  }
}
