import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';

export interface EstateSize {
  readonly subscriptions: number;
  readonly clusters: number;
  readonly nodes: number;
}

const startedSchema = z.object({
  armEndpoint: z.string(),
  authorityHost: z.string(),
  tenantId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
});
const askedSchema = z.object({ arm: z.number(), graph: z.number(), refused: z.number() });
export type Asked = z.infer<typeof askedSchema>;

export interface AzureProcess {
  /** What a process needs to reach and trust it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Requests since the start or the last call. */
  asked(): Promise<Asked>;
  stop(): void;
}

/** A simulated Azure beside what is measured, each answer 60 ms away. */
export async function startAzure(size: EstateSize, caFile: string): Promise<AzureProcess> {
  const script = join(import.meta.dirname, 'large-azure.ts');
  const sizes = [size.subscriptions, size.clusters, size.nodes].map(String);
  const child = spawn(process.execPath, ['--max-old-space-size=6000', script, caFile, ...sizes], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value));
  const { armEndpoint, authorityHost, tenantId, clientId, clientSecret } = startedSchema.parse(await next());
  return {
    environment: {
      NODE_EXTRA_CA_CERTS: caFile,
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: clientId,
      AZURE_CLIENT_SECRET: clientSecret,
      AZURE_AUTHORITY_HOST: authorityHost,
      KUBENET_AUDIT_ARM_ENDPOINT: armEndpoint,
      KUBENET_AUDIT_ARM_AUDIENCE: 'https://management.azure.com',
    },
    asked: async () => {
      child.stdin.write('asked\n');
      return askedSchema.parse(await next());
    },
    stop: () => child.stdin.end(),
  };
}
