import { existsSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownFolder } from './own-folder.ts';

/** What this command starts on this machine, and where that may write. */
export interface LocalParts {
  /** Folder of the Functions app, with its `host.json`. */
  readonly appDirectory: string;
  /** What registers the app's functions, in that folder. */
  readonly appEntry: string;
  /** The program that is the simulated Azure. */
  readonly simulatedAzure: string;
  /** A new folder for this process alone. */
  makeFolder(purpose: 'demo' | 'serve'): Promise<string>;
}

/** The parts of a clone, from its sources; of the packed command, from the bundles that lie beside this one. */
export function findLocalParts(): LocalParts {
  const bundles = import.meta.dirname;
  const simulatedAzure = join(bundles, 'simulated-azure.mjs');
  if (!existsSync(simulatedAzure)) return partsOfClone(join(bundles, '..', '..'));
  return {
    appDirectory: bundles,
    appEntry: 'functions.mjs',
    simulatedAzure,
    makeFolder: temporaryFolder,
  };
}

function partsOfClone(root: string): LocalParts {
  return {
    appDirectory: root,
    appEntry: 'src/functions/main.ts',
    simulatedAzure: join(root, 'simulated-azure', 'main.ts'),
    makeFolder: (purpose) => ownFolder(join(root, '.local', purpose)),
  };
}

/** The package may lie where its user cannot write. Where temporary files go others may write too: nobody can guess this name. */
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubenet-audit-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
