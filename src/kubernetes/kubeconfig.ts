import { z } from 'zod';
import { KubeconfigError } from './errors.ts';

/** How a kubeconfig lets its user in. */
type SignIn =
  /** With a token of Microsoft Entra for the application that every AKS cluster trusts. */
  | { readonly kind: 'entra' }
  | { readonly kind: 'certificate'; readonly certData: string; readonly keyData: string }
  | { readonly kind: 'token'; readonly token: string };

/** A cluster's address and whom to trust there. */
export interface ClusterAccess {
  /** Begins with https://. */
  readonly server: string;
  /** Base64 of PEM. */
  readonly caData: string | undefined;
  /** The name that the server's certificate carries, when it is not the address's. */
  readonly tlsServerName: string | undefined;
  readonly signIn: SignIn;
}

/**
 * The application that AKS clusters take Microsoft Entra tokens for, the same in every tenant and cloud.
 * @see https://learn.microsoft.com/azure/aks/kubelogin-authentication
 */
export const aksServerApplicationId = '6dae42f8-4368-4678-94ff-3960e28e3630';

/**
 * Reads the current context of a kubeconfig. Nothing it names is run and no file it names is opened: of a user that signs in with a
 * plugin only the application is read, and the token for it is fetched by this process's own identity.
 * @throws {KubeconfigError}
 */
export async function readKubeconfig(text: string): Promise<ClusterAccess> {
  // The client would read the file.
  if (/\btoken-?file\b/i.test(text)) throw new KubeconfigError('The kubeconfig that Azure gave names a file.');
  const { KubeConfig } = await import('./client-library.ts');
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
  } catch {
    // The parser's message quotes the text, and with it a key.
    throw new KubeconfigError('The kubeconfig that Azure gave cannot be read.');
  }
  const [cluster, user] = [config.getCurrentCluster(), config.getCurrentUser()];
  if (cluster === null || user === null) throw new KubeconfigError('The kubeconfig that Azure gave has no context.');
  if (cluster.skipTLSVerify)
    throw new KubeconfigError('The kubeconfig that Azure gave switches verification of TLS off.');
  if (!/^https:\/\//i.test(cluster.server))
    throw new KubeconfigError('The cluster’s address does not begin with https://.');
  return {
    server: cluster.server.replace(/\/+$/, ''),
    caData: cluster.caData,
    tlsServerName: cluster.tlsServerName,
    signIn: signInOf(user),
  };
}

const execSchema = z.object({ args: z.array(z.string()).nullish() });
const providerSchema = z.object({ name: z.string(), config: z.record(z.string(), z.unknown()).nullish() });

interface KubeconfigUser {
  readonly exec?: unknown;
  readonly authProvider?: unknown;
  readonly certData?: string;
  readonly keyData?: string;
  readonly token?: string;
}

function signInOf(user: KubeconfigUser): SignIn {
  const asked = serverApplication(user);
  if (asked !== undefined) {
    if (asked.toLowerCase() === aksServerApplicationId) return { kind: 'entra' };
    throw new KubeconfigError(
      `The cluster takes tokens for the application ${asked}, which is not the one of AKS-managed Microsoft Entra integration.`,
    );
  }
  if (user.certData && user.keyData) return { kind: 'certificate', certData: user.certData, keyData: user.keyData };
  if (user.token) return { kind: 'token', token: user.token };
  throw new KubeconfigError('The kubeconfig that Azure gave holds no way to sign in that is known here.');
}

/** Of kubelogin's arguments, or of the provider that clients before it had. */
function serverApplication({ exec, authProvider }: KubeconfigUser): string | undefined {
  const plugin = execSchema.safeParse(exec);
  if (plugin.success) {
    const args = plugin.data.args ?? [];
    return args[args.indexOf('--server-id') + 1] ?? 'that its plugin does not name';
  }
  const provider = providerSchema.safeParse(authProvider);
  if (!provider.success || provider.data.name !== 'azure') return undefined;
  return String(provider.data.config?.['apiserver-id']);
}
