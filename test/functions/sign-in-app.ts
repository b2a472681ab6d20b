import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FunctionsHost, startFunctionsHost } from '../../functions-host/start-functions-host.ts';
import { type Azurite, startAzurite } from '../store/azurite-store.ts';
import { clientId, tenantId } from './principal.ts';

export interface SignInApp {
  readonly host: FunctionsHost;
  readonly azurite: Azurite;
  stop(): Promise<void>;
}

/** The app with Entra sign-in and these settings beside. It is loaded once in a process, so a test file has one. */
export async function startSignInApp(settings: Readonly<Record<string, string>>): Promise<SignInApp> {
  const azurite = await startAzurite();
  const workingDirectory = await mkdtemp(join(tmpdir(), 'kubenet-audit-'));
  const host = await startFunctionsHost({
    appDirectory: fileURLToPath(new URL('../../', import.meta.url)),
    entry: fileURLToPath(new URL('fake-app.ts', import.meta.url)),
    settings: {
      AzureWebJobsStorage: azurite.connectionString,
      KUBENET_AUDIT_SIGN_IN: 'entra',
      KUBENET_AUDIT_ENTRA_TENANT_ID: tenantId,
      KUBENET_AUDIT_ENTRA_CLIENT_ID: clientId,
      ...settings,
    },
    log: () => undefined,
    workingDirectory,
  });
  return {
    host,
    azurite,
    stop: async () => {
      await host.stop();
      await azurite.stop();
      await rm(workingDirectory, { recursive: true, force: true });
    },
  };
}
