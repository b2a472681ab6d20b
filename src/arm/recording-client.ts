import type { ArmClient } from './arm-client.ts';
import { type ArmReadName, armReadName } from './arm-reads.ts';

/** A whole list as ARM answered it: what `collect` saves and `--input` understands. */
export interface CollectedList {
  readonly read: ArmReadName;
  readonly parent: string;
  readonly value: readonly unknown[];
}

export interface Recorder {
  list(collected: CollectedList): Promise<void>;
  resource(id: string, body: unknown): Promise<void>;
}

/** The same client, which tells the recorder every answer before it gives it. What was refused is not recorded: it is not there. */
export function recordReads(client: ArmClient, recorder: Recorder): ArmClient {
  return {
    post: client.post,
    get: async (read, id) => {
      const body = await client.get(read, id);
      await recorder.resource(id, body);
      return body;
    },
    list: async (read, parent = '') => {
      const value = await client.list(read, parent);
      const name = armReadName(read);
      if (name !== undefined) await recorder.list({ read: name, parent, value });
      return value;
    },
  };
}
