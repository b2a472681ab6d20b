import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Azurite, startAzurite } from '../../functions-host/azurite/start-azurite.ts';

/** The storage emulator, which keeps what it has and its address when it is started anew. */
export interface Storage {
  readonly connectionString: string;
  readonly tablePort: number;
  restart(): Promise<void>;
  /** Its data is gone. */
  stop(): Promise<void>;
}

export async function startStorage(): Promise<Storage> {
  const directory = await mkdtemp(join(tmpdir(), 'chaos-'));
  let azurite: Azurite = await startAzurite({ directory });
  const tablePort = Number(new URL(azurite.tableEndpoint).port);
  return {
    connectionString: azurite.connectionString,
    tablePort,
    async restart() {
      await azurite.stop();
      azurite = await startAzurite({ directory, tablePort });
    },
    async stop() {
      await azurite.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
