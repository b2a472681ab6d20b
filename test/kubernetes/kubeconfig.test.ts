import { describe, expect, it } from 'vitest';
import { aksServerApplicationId, readKubeconfig } from '../../src/kubernetes/kubeconfig.ts';

function kubeconfig(user: string, cluster = 'server: https://aks.example:443\n    certificate-authority-data: Y2E=') {
  return `apiVersion: v1
kind: Config
current-context: one
contexts:
- name: other
  context: { cluster: nowhere, user: nobody }
- name: one
  context: { cluster: aks, user: auditor }
clusters:
- name: aks
  cluster:
    ${cluster}
users:
- name: auditor
  user:
    ${user}
`;
}

const plugin = (serverId: string) =>
  `exec: { apiVersion: client.authentication.k8s.io/v1beta1, command: /bin/false, args: [get-token, --server-id, ${serverId}] }`;

describe('a kubeconfig', () => {
  it('of a cluster with Microsoft Entra asks for a token, and its plugin is not run', () => {
    expect(readKubeconfig(kubeconfig(plugin(aksServerApplicationId)))).toEqual({
      server: 'https://aks.example:443',
      caData: 'Y2E=',
      tlsServerName: undefined,
      signIn: { kind: 'entra' },
    });
  });

  it('as clients wrote it before plugins asks for the same token', () => {
    const user = `auth-provider: { name: azure, config: { apiserver-id: ${aksServerApplicationId} } }`;

    expect(readKubeconfig(kubeconfig(user)).signIn).toEqual({ kind: 'entra' });
  });

  it('with a certificate signs in with it', () => {
    const user = 'client-certificate-data: Y2VydA==\n    client-key-data: a2V5\n    token: dG9rZW4=';

    expect(readKubeconfig(kubeconfig(user)).signIn).toEqual({
      kind: 'certificate',
      certData: 'Y2VydA==',
      keyData: 'a2V5',
    });
  });

  it.each([
    ['a token for another application', kubeconfig(plugin('11111111-2222-3333-4444-555555555555')), /11111111-2222/],
    ['a plugin without an application', kubeconfig('exec: { command: kubelogin, args: [] }'), /does not name/],
    ['no sign-in', kubeconfig('username: admin'), /no way to sign in/],
    ['a file of the machine', kubeconfig('client-certificate: /etc/hostname'), /names a file/],
    ['a file with a token', kubeconfig('token-file: /etc/hostname'), /names a file/],
    ['a file with a token, its key in quotes', kubeconfig('"token\\x46ile": /etc/hostname'), /names a file/],
    [
      'an authority in a file',
      kubeconfig('token: x', 'server: https://a\n    certificate-authority: /etc/hostname'),
      /names a file/,
    ],
    [
      'verification switched off in words',
      kubeconfig('token: x', 'server: https://a\n    insecure-skip-tls-verify: "true"'),
      /TLS off/,
    ],
    ['an address without TLS', kubeconfig('token: x', 'server: http://aks.example'), /https/],
    ['no verification', kubeconfig('token: x', 'server: https://a\n    insecure-skip-tls-verify: true'), /TLS off/],
    ['no context', 'apiVersion: v1\nkind: Config', /no context/],
    ['no YAML', 'a: [key-nobody-tells', /cannot be read/],
    ['nothing', '', /cannot be read|no context/],
  ])('with %s is refused in words', (_, text, reason) => {
    const error = thrownBy(() => readKubeconfig(text));

    expect(error).toMatchObject({ name: 'KubeconfigError', message: expect.stringMatching(reason) });
    expect(String(error)).not.toContain('key-nobody-tells');
  });
});

function thrownBy(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
