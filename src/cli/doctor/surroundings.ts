import type { Environment } from '../../config/environment.ts';
import type { Diagnosis } from './diagnosis.ts';

/** What stands between this machine and Azure, by the variables that the Azure SDKs and Node.js read. */
export function judgeSurroundings(env: Environment): Diagnosis[] {
  const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => {
    const value = env[name] || env[name.toLowerCase()];
    return value ? [`${name}=${maskedAddress(value)}`] : [];
  });
  return [
    { level: 'note', text: proxies.length === 0 ? 'Proxy: none is set.' : `Proxy: ${proxies.join(', ')}.` },
    certificates(env),
    ...(env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? [
          {
            level: 'warning' as const,
            text: 'NODE_TLS_REJECT_UNAUTHORIZED=0: certificates are not checked, so anybody on the way can take the token. Set NODE_EXTRA_CA_CERTS in its place.',
          },
        ]
      : []),
  ];
}

function certificates(env: Environment): Diagnosis {
  const file = env['NODE_EXTRA_CA_CERTS'];
  return {
    level: 'note',
    text: file ? `Certificates: those of Node.js and of ${file}.` : 'Certificates: those of Node.js; none beside them.',
  };
}

/** A proxy's address may hold a name and a password. */
export function maskedAddress(text: string): string {
  return text.replace(/^([a-z][a-z\d+.-]*:\/\/)?[^@/\s]*@/i, '$1***@');
}
