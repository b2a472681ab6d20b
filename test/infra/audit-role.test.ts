import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { auditRole } from '../../scripts/generate/audit-role.ts';
import { armActions } from '../../src/arm/arm-actions.ts';
import { armReads } from '../../src/arm/arm-reads.ts';

const root = join(import.meta.dirname, '../..');
const role: unknown = JSON.parse(readFileSync(join(root, 'infra/role/audit-role.json'), 'utf8'));

describe('the role of an audit', () => {
  it('holds the action of every read, and no other', () => {
    const actions = new Set(
      Object.values(armReads)
        .map(({ action }) => action)
        .filter((action) => action.endsWith('/read')),
    );

    expect(role).toEqual(auditRole(Object.values(armReads)));
    expect(role).toMatchObject({ Actions: [...actions].sort(), DataActions: [], NotActions: [] });
  });

  it('holds no action with a star, and none but reads', () => {
    const { Actions } = auditRole(Object.values(armReads));

    expect(Actions.filter((action) => !/^Microsoft\.\w+(\/\w+)*\/read$/.test(action))).toEqual([]);
  });

  it('leaves out what is no read, should an option need it', () => {
    expect(auditRole(Object.values(armActions)).Actions).toEqual([]);
  });

  it('stands in its files as the list of reads says', async () => {
    const check = promisify(execFile)(process.execPath, ['scripts/generate-role.ts', '--check'], { cwd: root });

    await expect(check).resolves.toMatchObject({ stderr: '' });
  });
});
