import { describe, expect, it } from 'vitest';
import { assertAllowedUrl, graphHosts, slackHosts, teamsHosts } from '../../src/alerts/transport/allowed-host.ts';
import { allowedAddresses, isPublicAddress } from '../../src/alerts/transport/public-address.ts';
import { askedWaitMs, backoffMs } from '../../src/alerts/transport/waiting.ts';

describe('an address', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.2.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '64:ff9b::a00:1',
    '2001:db8::1',
    '2002:a00:1::',
    'not an address',
    '',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['8.8.8.8', '20.38.98.1', '172.32.0.1', '168.63.129.17', '2603:1030::1', '2a01:111::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it('that is written into a URL is judged like any other', async () => {
    const never = () => Promise.reject(new Error('Nothing is to be looked up.'));
    for (const host of ['127.0.0.1', '[::1]', '[::ffff:7f00:1]']) {
      await expect(allowedAddresses(host, [], never)).rejects.toThrow('private address');
    }
    expect(await allowedAddresses('8.8.8.8', [], never)).toEqual([{ address: '8.8.8.8', family: 4 }]);
  });

  it('is refused when one of several is private', async () => {
    const both = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    await expect(allowedAddresses('x.example', [], both)).rejects.toThrow('private address');
    expect(await allowedAddresses('x.example', ['x.example'], both)).toHaveLength(2);
  });
});

describe('a host', () => {
  const allowed = (url: string, hosts: readonly string[]) => {
    try {
      return assertAllowedUrl(url, hosts) instanceof URL;
    } catch {
      return false;
    }
  };

  it.each([
    'https://prod-12.westeurope.logic.azure.com:443/workflows/x?sig=y',
    'https://default0123.4a.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/x?sig=y',
  ])('of a workflow is allowed: %s', (url) => {
    expect(allowed(url, teamsHosts)).toBe(true);
  });

  it('of Slack and Graph is allowed', () => {
    expect(allowed('https://hooks.slack.com/services/T/B/x', slackHosts)).toBe(true);
    expect(allowed('https://graph.microsoft.com/v1.0/users/x/sendMail', graphHosts)).toBe(true);
  });

  it.each([
    'http://prod.logic.azure.com/x',
    'https://logic.azure.com/x',
    'https://evil-logic.azure.com.example/x',
    'https://xlogic.azure.com/',
    'https://user@prod.logic.azure.com/x',
    'https://prod.logic.azure.com:8443/x',
    'https://prod.logic.azure.com./x',
    'https://prod.logic.azure.com@evil.example/',
    'https://hooks.slack.com.evil.example/',
    'https://127.0.0.1/',
    'https://0x7f.1/',
    'file:///etc/passwd',
    'nonsense',
    '',
  ])('is refused: %s', (url) => {
    expect(allowed(url, [...teamsHosts, ...slackHosts])).toBe(false);
  });

  it('is shown in an error, and nothing after it', () => {
    expect(() => assertAllowedUrl('https://evil.example/secret?sig=secret', [])).toThrow(/^(?!.*secret)evil\.example/);
    expect(() => assertAllowedUrl('not a secret url', [])).toThrow(/^(?!.*secret)/);
  });

  it('with a port is another than without', () => {
    expect(allowed('https://x.example:8443/', ['x.example:8443'])).toBe(true);
    expect(allowed('https://x.example/', ['x.example:8443'])).toBe(false);
    expect(allowed('https://x.example:443/', ['x.example', 'x.example:443'])).toBe(true);
  });
});

describe('waiting', () => {
  const now = new Date('2026-11-22T06:00:00Z');

  it('takes seconds or a date, an hour at most, and no nonsense', () => {
    expect(askedWaitMs('5', now)).toBe(5000);
    expect(askedWaitMs('Sun, 22 Nov 2026 06:01:00 GMT', now)).toBe(60_000);
    expect(askedWaitMs('Sun, 22 Nov 2026 05:00:00 GMT', now)).toBe(0);
    expect(askedWaitMs('999999', now)).toBe(3_600_000);
    expect([askedWaitMs(undefined, now), askedWaitMs('soon', now)]).toEqual([undefined, undefined]);
  });

  it('doubles from a minute to an hour', () => {
    expect([1, 2, 3, 7, 50].map((attempts) => backoffMs(attempts) / 60_000)).toEqual([1, 2, 4, 60, 60]);
  });
});
