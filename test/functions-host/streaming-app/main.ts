import { app, type HttpRequest } from '@azure/functions';

app.setup({ enableHttpStream: true });

app.post('upper', (request: HttpRequest) => ({
  headers: { 'content-type': 'text/plain' },
  body: upperCase(request),
}));
app.post('silent', async (request) => ({ body: await request.text() }));
app.get('lines', {
  route: 'lines/{count:int}',
  handler: (request) => ({ body: lines(Number(request.params['count'])), headers: { 'x-kind': 'lines' } }),
});
app.get('nothing', () => undefined as never); // a handler that forgets its answer
app.get('failing', () => {
  throw new Error('detail that no client may see');
});
app.get('principal', (request) => ({ jsonBody: { principal: request.headers.get('x-ms-client-principal') } }));

async function* upperCase(request: HttpRequest) {
  for await (const chunk of request.body ?? []) {
    yield Buffer.from(Buffer.from(chunk).toString().toUpperCase());
  }
}

async function* lines(count: number) {
  for (let line = 1; line <= count; line += 1) {
    yield Buffer.from(`${line}\n`);
  }
}
