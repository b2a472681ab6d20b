import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from './snapshots.ts';

const folder = mkdtempSync(join(tmpdir(), 'assign-'));
afterAll(() => rmSync(folder, { recursive: true }));
const log = join(folder, 'calls');
// It eats its input, as a program that asks a question would: the list of groups must not be there.
writeFileSync(join(folder, 'az'), `#!/bin/sh\ncat >/dev/null\nprintf '%s\\n' "$*" >>'${log}'\nexit "\${AZ_EXIT:-0}"\n`);
chmodSync(join(folder, 'az'), 0o755);

const shells = [
  { shell: 'sh', args: ['infra/rbac/assign-management-groups.sh'] },
  { shell: 'pwsh', args: ['-NoProfile', '-File', 'infra/rbac/assign-management-groups.ps1'] },
].map((each) => ({ ...each, isThere: spawnSync(each.shell, ['-c', 'exit 0']).status === 0 }));

describe.each(shells)('$shell gives the role at management groups', ({ shell, args, isThere }) => {
  it.skipIf(!isThere)('one after the other, by their whole ids', async () => {
    const { code, calls } = await run(' mg one ,mg-two,, mg-three');

    expect(code).toBe(0);
    expect(calls.map((call) => /--management-group-id (.*?) --location/.exec(call)?.[1])).toEqual([
      'mg one',
      'mg-two',
      'mg-three',
    ]);
    expect(calls[1]).toMatch(
      /^deployment mg create --name kubenet-audit-role-westeurope --management-group-id mg-two --location westeurope --template-file \S*\/management-group\.json --parameters principalId=an-id auditRole=custom --output none$/,
    );
  });

  it.skipIf(!isThere)('and stops at the first that is refused', async () => {
    const { code, calls } = await run('mg-one,mg-two', { AZ_EXIT: '3' });

    expect(code).toBe(3);
    expect(calls).toHaveLength(1);
  });

  it.skipIf(!isThere).each([
    ['no group is named', '', {}],
    ['nobody wants a role', 'mg-one', { AUDIT_ROLE: 'none' }],
  ])('and does nothing where %s', async (_, groups, environment) => {
    expect(await run(groups, environment)).toEqual({ code: 0, calls: [] });
  });

  async function run(groups: string, environment: Record<string, string> = {}) {
    rmSync(log, { force: true });
    const env = {
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
      AUDIT_MANAGEMENT_GROUPS: groups,
      AUDIT_IDENTITY_PRINCIPAL_ID: 'an-id',
      AZURE_LOCATION: 'westeurope',
      ...environment,
    };
    const code = await new Promise<number | string>((resolve) => {
      execFile(shell, args, { cwd: root, env }, (error) => resolve(error?.code ?? 0));
    });
    return { code, calls: readCalls() };
  }
});

function readCalls(): string[] {
  try {
    return readFileSync(log, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}
