import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BicepCompiler, SnapshotAnswer } from './bicep-compiler.ts';

const mebibyte = 1024 * 1024;
const largestSnapshot = 16 * mebibyte;
/** A call takes two to five seconds, most of them to start. */
const mostCalls = 25;

/**
 * Runs the compiler over copies, in a folder of its own that is gone afterwards. It sees neither the scanned folder nor its
 * `bicepconfig.json`, no registry, no proxy that leads anywhere, and none of this process's environment but what a program needs to start:
 * `readEnvironmentVariable` reads nothing of whoever runs the audit.
 * @param program the path of the compiler
 * @param limit milliseconds that one call may take; after one that took longer none is made any more
 */
export function bicepCompiler(program: string, limit = 60_000): BicepCompiler {
  let calls = 0;
  let stopped: string | undefined;
  return {
    snapshot(files, entry) {
      if (stopped !== undefined) return { refused: stopped };
      calls += 1;
      if (calls > mostCalls) return { refused: `the compiler is asked for ${mostCalls} deployments and no more` };
      const folder = mkdtempSync(join(tmpdir(), 'kubenet-audit-bicep-'));
      try {
        for (const [path, text] of files) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        }
        writeFileSync(join(folder, 'bicepconfig.json'), '{}\n');
        const answer = call(program, folder, entry, limit);
        if ('stops' in answer) stopped = answer.refused;
        return answer;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

type Answer = SnapshotAnswer | { readonly refused: string; readonly stops: true };

function call(program: string, folder: string, entry: string, limit: number): Answer {
  const args = ['snapshot', join(folder, entry), '--mode', 'overwrite', '--config', join(folder, 'bicepconfig.json')];
  const { error, status, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: bareEnvironment(),
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: limit,
    killSignal: 'SIGKILL',
    maxBuffer: 4 * mebibyte,
    windowsHide: true,
  });
  if (error !== undefined) return { refused: troubleOf(error, program, limit), stops: true };
  if (status !== 0) return { refused: `the compiler says: ${firstErrorIn(stderr) ?? `exit code ${status}`}` };
  const written = join(folder, entry.replace(/\.bicepparam$/, '.snapshot.json'));
  const size = statSync(written, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return { refused: 'the compiler wrote no snapshot' };
  if (size > largestSnapshot) return { refused: `its snapshot is larger than ${largestSnapshot / mebibyte} MiB` };
  return { json: readFileSync(written, 'utf8') };
}

/** A proxy at the discard port: whatever would look for a network finds none. */
const nowhere = 'http://127.0.0.1:9';
const needed = ['HOME', 'USERPROFILE', 'LOCALAPPDATA', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

function bareEnvironment(): NodeJS.ProcessEnv {
  const kept = needed.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(kept),
    // It looks for ICU, which small machines lack, and needs no language of theirs.
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1',
    // .NET compiles what runs often a second time: a quarter of the processor's time of a run as short as this.
    DOTNET_TieredCompilation: '0',
    HTTPS_PROXY: nowhere,
    HTTP_PROXY: nowhere,
    ALL_PROXY: nowhere,
  };
}

function troubleOf(error: Error, program: string, limit: number): string {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ETIMEDOUT') return `the compiler took longer than ${limit / 1000} s`;
  if (code === 'ENOBUFS') return 'the compiler printed more than 4 MiB';
  return `${program} could not be run (${code || error.message})`;
}

/** `/tmp/…/main.bicep(3,7) : Error BCP057: The name "x" does not exist in the current context. [https://…]` */
function firstErrorIn(printed: string): string | undefined {
  const said = [...printed.matchAll(/ : Error (\w+: .*?)(?: \[https:[^\]]*\])?$/gm)].map(([, text]) => text);
  // That a file it uses has errors only leads to them.
  return said.find((text) => !/^BCP10[34]\b/.test(text ?? '')) ?? said[0];
}
