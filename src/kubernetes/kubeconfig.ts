import { KubeconfigError } from './errors.ts';
import { currentContext, type KubeconfigUser } from './kubeconfig-file.ts';

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
export function readKubeconfig(text: string): ClusterAccess {
  const context = currentContext(text);
  if (context === 'unreadable') throw new KubeconfigError('The kubeconfig that Azure gave cannot be read.');
  if (context === 'noContext') throw new KubeconfigError('The kubeconfig that Azure gave has no context.');
  const { cluster, user } = context;
  const file = [...Object.keys(cluster), ...Object.keys(user)].find((key) => filesNamed.has(key.toLowerCase()));
  if (file !== undefined) throw new KubeconfigError(`The kubeconfig that Azure gave names a file (${file}).`);
  const isUnverified = cluster['insecure-skip-tls-verify'] ?? false;
  if (isUnverified !== false)
    throw new KubeconfigError('The kubeconfig that Azure gave switches verification of TLS off.');
  if (!/^https:\/\//i.test(cluster.server) || !URL.canParse(cluster.server)) {
    throw new KubeconfigError("The cluster's address does not begin with https://.");
  }
  return {
    server: cluster.server.replace(/\/+$/, ''),
    caData: cluster['certificate-authority-data'] ?? undefined,
    tlsServerName: cluster['tls-server-name'] ?? undefined,
    signIn: signInOf(user),
  };
}

/** Entries that would make a client open a file of this machine. */
const filesNamed = new Set(['certificate-authority', 'client-certificate', 'client-key', 'tokenfile', 'token-file']);

function signInOf(user: KubeconfigUser): SignIn {
  const asked = serverApplication(user);
  if (asked !== undefined) {
    if (asked.toLowerCase() === aksServerApplicationId) return { kind: 'entra' };
    throw new KubeconfigError(
      `The cluster takes tokens for the application ${asked}, which is not the one of AKS-managed Microsoft Entra integration.`,
    );
  }
  const { 'client-certificate-data': certData, 'client-key-data': keyData, token } = user;
  if (certData && keyData) return { kind: 'certificate', certData, keyData };
  if (token) return { kind: 'token', token };
  throw new KubeconfigError('The kubeconfig that Azure gave holds no way to sign in that is known here.');
}

/** Of kubelogin's arguments, or of the provider that clients before it had. */
function serverApplication({ exec, 'auth-provider': provider }: KubeconfigUser): string | undefined {
  if (exec) {
    const args = exec.args ?? [];
    const at = args.indexOf('--server-id');
    return (at < 0 ? undefined : args[at + 1]) ?? 'that its plugin does not name';
  }
  return provider?.name === 'azure' ? String(provider.config?.['apiserver-id']) : undefined;
}
