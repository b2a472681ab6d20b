import { z } from 'zod';
import type { FunctionsHost } from '../../functions-host/start-functions-host.ts';

export const answerSchema = z.object({
  probe: z.enum(['no key', 'wrong key', 'forged sign-in', 'out of bounds', 'in order', 'without storage']),
  request: z.string(),
  status: z.number(),
  contentType: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Answer = z.infer<typeof answerSchema>;

/** What Microsoft Entra sign-in would send on, had the platform checked it. */
const forgedSignIn = {
  'x-ms-client-principal': Buffer.from(JSON.stringify({ auth_typ: 'aad', claims: [] })).toString('base64'),
  'x-ms-client-principal-id': 'c6f2b9d4-51e7-4a3c-8d20-7be94f1a6c35',
  'x-ms-client-principal-name': 'admin@contoso.com',
  'x-ms-client-principal-idp': 'aad',
};

const outOfBounds = [
  'clusters?top=501',
  'clusters?top=0',
  'clusters?top=1e9',
  `clusters?after=${'a'.repeat(4000)}`,
  `clusters?tag=${'a'.repeat(2000)}=b`,
  'clusters?unheard=of',
  'clusters/..%2f..%2fetc%2fpasswd',
  `clusters/${'k'.repeat(3000)}`,
  'report?format=exe',
  'report?format=html&format=json',
  'report?run=../../latest',
  "report?run=20261122T060000Z'%20or%20PartitionKey%20ne%20'",
  'report?subscription=not-an-id',
  'runs/%00',
];

/** Requests that the routes should refuse, and some that they should not. */
export async function probeHttp(host: FunctionsHost): Promise<Answer[]> {
  const { functionKey } = host;
  const guarded = host.functions.filter((each) => each.trigger === 'http' && each.authLevel !== 'anonymous');
  const routes = guarded.flatMap((each) =>
    each.trigger === 'http'
      ? each.methods.map((method) => ({ method, path: each.route.replaceAll(/\{[^}]*\}/g, 'x') }))
      : [],
  );
  const answers: Answer[] = [];
  for (const { method, path } of routes) {
    answers.push(await ask(host, 'no key', path, { method }));
    answers.push(await ask(host, 'wrong key', path, { method, headers: { 'x-functions-key': `${functionKey}x` } }));
    answers.push(await ask(host, 'forged sign-in', path, { method, headers: forgedSignIn }));
  }
  for (const path of outOfBounds) {
    answers.push(await ask(host, 'out of bounds', `/api/${path}`, { headers: { 'x-functions-key': functionKey } }));
  }
  const post = { method: 'POST', headers: { 'x-functions-key': functionKey }, body: 'x'.repeat(100_000) };
  answers.push(await ask(host, 'out of bounds', '/api/runs', post));
  for (const path of ['health', 'clusters?top=1', 'report?format=html', 'openapi.json']) {
    answers.push(await ask(host, 'in order', `/api/${path}`, { headers: { 'x-functions-key': functionKey } }));
  }
  return answers;
}

/** What a route answers when the storage is gone. */
export async function probeWithoutStorage(host: FunctionsHost): Promise<Answer[]> {
  return [await ask(host, 'without storage', '/api/report', { headers: { 'x-functions-key': host.functionKey } })];
}

async function ask(host: FunctionsHost, probe: Answer['probe'], path: string, init: RequestInit): Promise<Answer> {
  const response = await fetch(new URL(path, host.url), init);
  return {
    probe,
    request: `${init.method ?? 'GET'} ${path.slice(0, 100)}`,
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    headers: Object.fromEntries(response.headers),
    body: (await response.text()).slice(0, 20_000),
  };
}
