import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAlertSettings } from '../../src/alerts/settings/parse-settings.ts';
import { masked, readSecret } from '../../src/alerts/settings/secrets.ts';

const page = readFileSync(new URL('../../docs/alerts.md', import.meta.url), 'utf8');
const example = /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '';

const teams = { name: 'ops', type: 'teams', url: { setting: 'TEAMS_URL' } };
const email = { name: 'mail', type: 'email', from: 'a@contoso.com', to: ['b@contoso.com'], service: { type: 'graph' } };
const withChannel = (channel: object) => () => parseAlertSettings(JSON.stringify({ channels: [channel] }));

describe('alert settings', () => {
  it('take the example of the documentation', () => {
    const { channels } = parseAlertSettings(example);
    expect(channels.map(({ type }) => type)).toEqual(['teams', 'email', 'email', 'slack', 'webhook']);
  });

  it('are explained key by key', () => {
    const keys = new Set<string>();
    JSON.parse(example, (key, value) => {
      if (!/^\d*$/.test(key) && key !== 'env') keys.add(key);
      return value;
    });
    const prose = page.replace(/```json[\s\S]*?```/, '');
    expect([...keys].filter((key) => !prose.includes(`\`${key}\``) && !prose.includes(`"${key}"`))).toEqual([]);
  });

  it('fill in what is left out', () => {
    expect(parseAlertSettings(JSON.stringify({ channels: [teams] })).channels[0]).toMatchObject({
      severity: 'low',
      subscriptions: [],
      tags: {},
      send: { when: 'immediate' },
    });
  });

  it.each([
    ['{"chanels": []}', 'chanels is not known'],
    [JSON.stringify({ channels: [{ ...teams, sevrity: 'high' }] }), 'channels[0].sevrity is not known'],
    [
      JSON.stringify({ channels: [{ ...teams, send: { when: 'daily', on: 'monday' } }] }),
      'channels[0].send.on is not known',
    ],
    [
      JSON.stringify({ channels: [{ ...email, service: { type: 'smtp', host: 'h', pasword: 'x' } }] }),
      'channels[0].service.pasword is not known',
    ],
    ['{', 'are not JSON'],
    ['[]', 'the whole is missing, or is not of type object'],
    [JSON.stringify({ channels: [teams, teams] }), 'channels[1].name is the name of another channel too'],
    [
      JSON.stringify({ channels: [{ ...teams, type: 'pager' }] }),
      'channels[0].type is missing or not one of the known ones',
    ],
    [
      JSON.stringify({ channels: [{ ...teams, severity: 'loud' }] }),
      'channels[0].severity must be one of blocker, high',
    ],
    [
      JSON.stringify({ channels: [{ ...teams, url: { setting: 'KUBENET_AUDIT_URL' } }] }),
      'must not begin with KUBENET_AUDIT_',
    ],
    [JSON.stringify({ reportUrl: 'https://x.example/api/report?code=abc' }), 'reportUrl must have no query'],
    [JSON.stringify({ allowedHosts: ['https://x.example/'] }), 'allowedHosts[0] is not the name of a host'],
    [
      JSON.stringify({ channels: [{ ...email, to: ['b@contoso.com\r\nBcc: c@evil.example'] }] }),
      'channels[0].to[0] is not an e-mail address',
    ],
  ])('refuse %s by name', (text, message) => {
    expect(() => parseAlertSettings(text)).toThrow(message);
  });

  it('refuse mail that nobody would get, or that would go without TLS and with a password', () => {
    expect(withChannel({ ...email, to: [] })).toThrow('channels[0].to is empty');
    expect(withChannel({ ...email, recipientDomains: ['contoso.com'] })).toThrow('needs a digest with perTag');
    const auth = { type: 'password', user: 'u', password: { setting: 'P' } };
    expect(withChannel({ ...email, service: { type: 'smtp', host: 'h', security: 'none', auth } })).toThrow(
      'without TLS',
    );
    expect(withChannel({ ...email, service: { type: 'communicationServices' } })).toThrow(
      'needs either endpoint or connectionString',
    );
  });

  it('never show a value that is wrong', () => {
    const url = 'https://prod.logic.azure.com/workflows/x?sig=S3cretS3cret';
    expect(withChannel({ ...teams, url })).toThrow(/^(?!.*S3cret).*channels\[0\]\.url/);
    expect(() => parseAlertSettings(`{"url": "${url}", }`)).toThrow(/^(?!.*S3cret)/);
  });
});

describe('a secret', () => {
  it('comes from the app setting that is named', () => {
    expect(readSecret({ A: ' x ' }, { setting: 'A' })).toBe('x');
    expect(() => readSecret({}, { setting: 'A' })).toThrow('The app setting A is missing or empty');
  });

  it('that Key Vault did not give is named, with what to do', () => {
    const reference = '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/teams/)';
    expect(() => readSecret({ A: reference }, { setting: 'A' })).toThrow(
      /Key Vault reference in the app setting A .* Key Vault Secrets User/,
    );
  });

  it('is masked in whole and in part', () => {
    const url =
      'https://prod-1.westeurope.logic.azure.com:443/workflows/0123456789abcdef0123/triggers/manual/paths/invoke?sp=%2Ftriggers&sig=aB%2Bc-dEfGh';
    const text = masked(`${url} and sig aB+c-dEfGh and /workflows/0123456789abcdef0123 and hunter2hunter2`, [
      url,
      'hunter2hunter2',
    ]);
    expect(text).not.toMatch(/aB.{1,3}c-dEfGh|0123456789abcdef0123|hunter2/);
    const connection = 'endpoint=https://a.communication.azure.com/;accesskey=c2VjcmV0a2V5c2VjcmV0';
    expect(masked('key c2VjcmV0a2V5c2VjcmV0 refused', [connection])).toBe('key *** refused');
  });
});
