import { app, type HttpRequest } from '@azure/functions';

const show = (name: string) => (request: HttpRequest) => ({
  jsonBody: { name, params: request.params, query: Object.fromEntries(request.query), url: request.url },
});

app.get('item', { route: 'items/{id:int}', handler: show('item') });
app.get('namedItem', { route: 'items/{name}', handler: show('namedItem') });
app.get('latestItem', { route: 'items/latest', handler: show('latestItem') });
app.get('picture', { route: 'items/{name}/picture.{format}', handler: show('picture') });
app.get('optional', { route: 'optional/{name?}', handler: show('optional') });
app.get('files', { route: 'files/{*rest}', handler: show('files') });
app.get('hooked', show('hooked'));

app.http('withHead', { methods: ['GET', 'HEAD'], handler: () => ({ body: 'four', headers: { etag: '"1"' } }) });
app.http('keyed', { authLevel: 'function', handler: () => ({ body: 'open' }) });
app.http('administered', { authLevel: 'admin', handler: () => ({ body: 'open' }) });
app.get('nothing', () => undefined as never); // a handler that forgets its answer
app.get('failing', () => {
  throw new Error('detail that no client may see');
});
app.get('cookies', () => ({
  status: 201,
  headers: { 'x-own': 'yes' },
  cookies: [
    { name: 'session', value: 'a b', httpOnly: true, sameSite: 'Strict', maxAge: 60 },
    { name: 'plain', value: '1' },
  ],
}));
app.get('principal', (request) => ({
  jsonBody: { principal: request.headers.get('x-ms-client-principal'), user: request.user },
}));
app.get('setting', (_, context) => {
  context.log('this is a secret-word');
  return { body: process.env['FIXTURE_SETTING'] ?? '(none)' };
});
app.post('echo', async (request) => ({
  headers: { 'content-type': request.headers.get('content-type') ?? 'none' },
  body: await request.arrayBuffer(),
}));
app.post('pair', async (request, context) => {
  const { mark, gate } = (await request.json()) as { mark: string; gate: string }; // the test's own message
  await fetch(gate);
  return { jsonBody: { mark, invocationId: context.invocationId } };
});
app.post('registerLate', () => {
  app.get('late', () => ({ body: 'never' }));
  return {};
});
