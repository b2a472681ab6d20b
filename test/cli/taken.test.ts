import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useFolders } from './folder.ts';
import { runCli } from './run-cli.ts';

const folderOf = useFolders();
const env = { KUBENET_AUDIT_STORAGE__accountName: 'stkubenetaudit' };

describe('a port that something else has', () => {
  it.each(['demo', 'serve'])('is told by %s in one line, before anything starts', async (command) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    // A TCP server's address is an object; it is text only for pipes.
    const { port } = server.address() as AddressInfo;
    try {
      expect(await runCli([command, '--port', String(port)], { env })).toEqual({
        code: 1,
        stdout: '',
        stderr: `kubenet-audit: Port ${port} is in use on this machine: give another with --port, or leave --port out for a free one.\n`,
      });
    } finally {
      server.close();
    }
  });

  it.each(['demo', 'serve'])('is refused by %s where it is none', async (command) => {
    expect(await runCli([command, '--port', '65536'], { env })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'kubenet-audit: --port takes a number from 0 to 65535, not 65536.\n',
    });
  });
});

describe('a folder that is a file', () => {
  it.each([
    ['demo', ['demo', '--once', '--out']],
    ['collect', ['collect', '--out']],
  ])('is told by %s in one line, before anything starts', async (_, args) => {
    const file = join(await folderOf({ 'a.txt': '' }), 'a.txt');

    for (const taken of [file, join(file, 'below')]) {
      expect(await runCli([...args, taken])).toEqual({
        code: 2,
        stdout: '',
        stderr: `kubenet-audit: ${taken} of --out is a file: give a folder.\n`,
      });
    }
  });
});
