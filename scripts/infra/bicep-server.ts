import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  createMessageConnection,
  ParameterStructures,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { z } from 'zod';
import { bicepEnvironment } from './bicep.ts';

/** Where a deployment goes, as far as its expressions ask. */
export interface DeploymentPlace {
  readonly tenantId: string;
  readonly location: string;
  readonly subscriptionId?: string;
  readonly managementGroupId?: string;
}

/** One Bicep compiler that stays: each start of the program costs seconds of a processor, a question less than one. */
export interface BicepServer {
  /** @throws with what the compiler has to say, warnings included */
  build(file: string): Promise<string>;
  /**
   * What a set of parameters makes, as JSON. Its outputs come in another order each time.
   * @throws with what the compiler has to say where nothing can be made of it
   */
  snapshot(file: string, place: DeploymentPlace): Promise<string>;
  stop(): Promise<void>;
}

const compiled = z.object({
  contents: z.string().nullish(),
  diagnostics: z.array(z.object({ code: z.string(), message: z.string(), source: z.string() })),
});
const made = z.object({ snapshot: z.string() });

/** @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-cli#jsonrpc */
export function startBicepServer(program: string): BicepServer {
  const child = spawn(program, ['jsonrpc', '--stdio'], { env: bicepEnvironment, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.listen();
  const ask = (method: string, request: object): Promise<unknown> =>
    connection.sendRequest(`bicep/${method}`, ParameterStructures.byPosition, request);
  const diagnose = async (method: 'compile' | 'compileParams', path: string) => {
    const { contents, diagnostics } = compiled.parse(await ask(method, { path, parameterOverrides: {} }));
    const words = diagnostics.map(({ code, source, message }) => `${source} ${code}: ${message}`).join('\n');
    return { contents, words };
  };
  return {
    async build(path) {
      const { contents, words } = await diagnose('compile', path);
      if (contents == null || words !== '') throw new Error(words);
      return contents;
    },
    async snapshot(path, metadata) {
      try {
        return made.parse(await ask('getSnapshot', { path, metadata })).snapshot;
      } catch (error) {
        if (!(error instanceof ResponseError) || error.message !== 'Compilation failed') throw error;
        throw new Error((await diagnose('compileParams', path)).words, { cause: error });
      }
    },
    async stop() {
      connection.dispose();
      child.kill();
      await ended;
    },
  };
}
