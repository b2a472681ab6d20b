import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadParsers } from '../../src/iac/syntax/grammars.ts';
import { sourceText } from '../../src/iac/text/source-text.ts';
import { root } from './snapshots.ts';

const folder = mkdtempSync(join(tmpdir(), 'after-deploy-'));
afterAll(() => rmSync(folder, { recursive: true }));
const sent = join(folder, 'sent');
program('az', `printf '%s\\n' "$KEY"`);
program('curl', `{ printf '%s\\n' "$@"; cat; } >'${sent}'\nprintf '%s' "$STATUS"`);

function program(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

const key = 'not-a-real-key';

describe.skipIf(process.platform === 'win32')('after deploying, a shell', () => {
  it('says how to open the report, and how to run the first audit, and sends nothing', async () => {
    const { code, stdout, stderr } = await run({});

    expect({ code, stderr, isSent: existsSync(sent) }).toEqual({ code: 0, stderr: '', isSent: false });
    expect(stdout).toMatch(/^The report: https:\/\/func-a\.example\/api\/report\?format=html\n/);
    expect(stdout).toContain(
      'az functionapp keys list --resource-group rg-a --name func-a --query functionKeys.default --output tsv\n',
    );
    expect(stdout).toContain('azd env set RUN_FIRST_AUDIT true\n');
  });

  it('names the sign-in where people sign in, and sends nothing', async () => {
    const { code, stdout } = await run({ ENTRA_CLIENT_ID: 'an-id', RUN_FIRST_AUDIT: 'true' });

    expect({ code, isSent: existsSync(sent) }).toEqual({ code: 0, isSent: false });
    expect(stdout).toContain('signs in with Microsoft Entra');
    expect(stdout).not.toContain('KEY');
  });

  it.each([
    ['202', 'The first audit has begun'],
    ['409', 'An audit is under way'],
    ['429', 'An audit is under way'],
    ['500', 'No audit is started (HTTP 500)'],
  ])('starts the first audit where it is asked to, and says what came of %s', async (STATUS, words) => {
    const { code, stdout, stderr } = await run({ RUN_FIRST_AUDIT: 'true', STATUS, KEY: key });

    expect(code).toBe(0);
    expect(stdout + stderr).toContain(words);
    expect(stdout + stderr).not.toContain(key);
    const [input, ...args] = readFileSync(sent, 'utf8').trim().split('\n').toReversed();
    expect(input).toBe(`x-functions-key: ${key}`);
    expect(args.toReversed().join(' ')).toMatch(/--request POST --header @- https:\/\/func-a\.example\/api\/runs$/);
  });

  it('starts nothing without the key', async () => {
    const { code, stderr } = await run({ RUN_FIRST_AUDIT: 'true', KEY: '' });

    expect({ code, isSent: existsSync(sent) }).toEqual({ code: 0, isSent: false });
    expect(stderr).toContain('the key could not be read');
  });
});

it('after deploying, PowerShell has a script that is PowerShell', async () => {
  const text = readFileSync(join(root, 'infra/after-deploy.ps1'), 'utf8');
  const tree = (await loadParsers()).powershell(sourceText('after-deploy.ps1', text));
  expect(tree.rootNode.hasError).toBe(false);
  tree.delete();
});

async function run(environment: Record<string, string>) {
  rmSync(sent, { force: true });
  const env = {
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    AZURE_FUNCTION_APP_URL: 'https://func-a.example',
    AZURE_FUNCTION_APP_NAME: 'func-a',
    AZURE_RESOURCE_GROUP: 'rg-a',
    ...environment,
  };
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile('sh', ['infra/after-deploy.sh'], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    );
  });
}
