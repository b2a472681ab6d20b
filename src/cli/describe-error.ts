import { AzureAnswerError, AzureRequestError, SignInError } from '../arm/errors.ts';
import { plainLine } from '../words/plain-text.ts';

/** What failed, on what, and what to do, in one line. */
export function describeError(error: unknown): string {
  return plainLine(error instanceof Error ? sentence(error) : String(error));
}

function sentence(error: Error): string {
  if (error instanceof SignInError)
    return `${signInText(error)} ${isUnreachable(error) ? networkAdvice : signInAdvice}`;
  if (error instanceof AzureRequestError) {
    return `Reading ${error.path} failed: ${ended(error.message)} ${adviceFor(error)}`;
  }
  if (error instanceof AzureAnswerError) {
    return `Reading ${error.path} failed: ${ended(error.message)} Check the endpoint and the proxy with "kubenet-audit doctor".`;
  }
  if (isPortError(error)) return portText(error);
  return isFileError(error) ? fileText(error) : error.message;
}

/** Where no credential is set up at all the library lists every one it tried: that says less than the advice. */
function signInText({ cause, message }: SignInError): string {
  const text = cause instanceof Error ? cause.message : message;
  const told = /AADSTS\d+: [^\n]*?(?= Trace ID|\r|\n|$)/.exec(text)?.[0];
  if (told !== undefined) return `Nobody could be signed in to Azure: ${ended(told)}`;
  return /^\w*Chained\w*/.test(message)
    ? 'Nobody could be signed in to Azure.'
    : `Nobody could be signed in to Azure: ${ended(message)}`;
}

/** Whether the sign-in service itself could not be reached: no credential would help. */
function isUnreachable({ cause }: SignInError): boolean {
  const text = cause instanceof Error ? cause.message : '';
  return /endpoints_resolution_error|network_error|ECONNREFUSED|ENOTFOUND|self.signed|unable to (get|verify)/i.test(
    text,
  );
}

const networkAdvice = 'Check the network, the proxy (HTTPS_PROXY) and the certificates (NODE_EXTRA_CA_CERTS).';

const signInAdvice =
  'Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run where a managed identity is, or sign in with "az login".';

function adviceFor({ status }: AzureRequestError): string {
  if (status === 401) return 'Check --arm-audience, --cloud and the clock of this machine.';
  if (status === 403) return 'Grant the identity a role that may read it.';
  if (status === 404) return 'Check the name.';
  if (status === 429) return 'Azure throttles this identity: try again later, or slower with --max-rps.';
  if (status !== undefined) return 'Try again later.';
  return networkAdvice;
}

interface PortError extends NodeJS.ErrnoException {
  readonly port: number;
}

function isPortError(error: Error): error is PortError {
  return 'syscall' in error && error.syscall === 'listen' && 'port' in error;
}

const portProblems: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use on this machine',
  EACCES: 'is not for this user to open',
};

function portText({ port, code, message }: PortError): string {
  return `Port ${port} ${portProblems[code ?? ''] ?? `cannot be opened (${message})`}: give another with --port, or leave --port out for a free one.`;
}

function isFileError(error: Error): error is NodeJS.ErrnoException {
  return 'syscall' in error && 'code' in error && 'path' in error;
}

const fileProblems: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder.',
  EACCES: 'access is denied: check who may read and write it.',
  EPERM: 'access is denied: check who may read and write it.',
  EISDIR: 'it is a folder.',
  ENOSPC: 'the disk is full.',
  EROFS: 'the disk is read-only.',
};

function fileText(error: NodeJS.ErrnoException): string {
  return `${error.path}: ${fileProblems[error.code ?? ''] ?? error.message}`;
}

function ended(text: string): string {
  return /[.!?]$/.test(text.trim()) ? text.trim() : `${text.trim()}.`;
}
