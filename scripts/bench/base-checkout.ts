import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';

/** A worktree of an earlier commit with this checkout's packages. To be removed with `removeCheckout`. */
export function checkOut(root: string, commit: string, folder: string): string {
  execFileSync('git', ['-C', root, 'worktree', 'add', '--detach', '--quiet', folder, commit]);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}

export function removeCheckout(root: string, folder: string): void {
  execFileSync('git', ['-C', root, 'worktree', 'remove', '--force', folder]);
}
