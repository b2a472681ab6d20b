import { describe, expect, it } from 'vitest';
import { isGranted, judgeAccess, neededActions, type SubscriptionAccess } from '../../../src/cli/doctor/access.ts';
import { judgeClock } from '../../../src/cli/doctor/clock.ts';
import { judgeIdentity } from '../../../src/cli/doctor/identity.ts';
import { judgeSubscriptions } from '../../../src/cli/doctor/subscriptions.ts';
import { judgeSurroundings, maskedAddress } from '../../../src/cli/doctor/surroundings.ts';

describe('judgeClock', () => {
  const azure = new Date('2026-11-22T06:00:00Z');
  const level = (seconds: number) => judgeClock(azure, new Date(azure.getTime() + seconds * 1000)).level;

  it.each([
    [0, 'ok'],
    [300, 'ok'],
    [301, 'warning'],
    [-301, 'warning'],
    [3600, 'warning'],
    [3601, 'stop'],
    [-3601, 'stop'],
  ])('judges %i seconds as %s', (seconds, expected) => {
    expect(level(seconds)).toBe(expected);
  });

  it('does not guess when Azure did not say the time', () => {
    expect(judgeClock(undefined, azure).level).toBe('note');
  });
});

describe('isGranted', () => {
  const read = 'Microsoft.Network/routeTables/read';
  it.each([
    [[{ actions: ['*/read'], notActions: [] }], true],
    [[{ actions: ['*'], notActions: [] }], true],
    [[{ actions: ['microsoft.network/ROUTETABLES/read'], notActions: [] }], true],
    [[{ actions: ['Microsoft.Network/*'], notActions: ['Microsoft.Network/routeTables/*'] }], false],
    [
      [
        { actions: ['*'], notActions: ['*/read'] },
        { actions: [read], notActions: [] },
      ],
      true,
    ],
    [[{ actions: ['Microsoft.Network/routeTables/write'], notActions: [] }], false],
    [[{ actions: ['Microsoft.Network/routeTables'], notActions: [] }], false],
    [[], false],
  ])('reads %j as %s', (permissions, expected) => {
    expect(isGranted(permissions, read)).toBe(expected);
  });
});

describe('judgeAccess', () => {
  const subscription = (name: string, refused: readonly string[]): SubscriptionAccess => ({
    subscriptionId: `id-of-${name}`,
    name,
    access: new Map(
      neededActions.map(({ action }) => [action, { state: refused.includes(action) ? 'refused' : 'granted' }]),
    ),
  });

  it('tells what is in order once, and what is refused for each subscription', () => {
    const diagnoses = judgeAccess([
      subscription('payments', []),
      subscription('retail', ['Microsoft.Network/routeTables/read']),
      subscription('data', []),
    ]);

    expect(diagnoses.map(({ level }) => level)).toEqual(['ok', 'gap']);
    expect(diagnoses[0]?.text).toContain('2 subscriptions (payments, data)');
    expect(diagnoses[1]?.details).toEqual([expect.stringContaining('Microsoft.Network/routeTables/read (')]);
  });
});

describe('judgeIdentity', () => {
  const token = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.signature`;

  it('names an app, a user or a managed identity by the claims', () => {
    expect(judgeIdentity(token({ appid: 'a', oid: 'o', tid: 't' })).text).toBe(
      'Sign-in: as app a, object o, tenant t.',
    );
    expect(judgeIdentity(token({ upn: 'ada@contoso.example', appid: 'cli' })).text).toContain(
      'user ada@contoso.example',
    );
    expect(judgeIdentity(token({ appid: 'a', xms_mirid: '/subscriptions/s' })).text).toContain('managed identity /sub');
  });

  it('accepts a token that cannot be read, and shows nothing of it', () => {
    for (const opaque of ['', 'opaque', 'a.b.c']) {
      expect(judgeIdentity(opaque).text).toBe('Sign-in: worked; the token does not say as whom.');
    }
  });
});

describe('judgeSubscriptions', () => {
  const listed = [
    { subscriptionId: 'a', displayName: 'payments', state: 'Enabled', tenantId: 't' },
    { subscriptionId: 'b', displayName: 'old', state: 'Disabled', tenantId: 't' },
  ];

  it('takes all that are listed, and says which are closed', () => {
    const { readable, diagnoses } = judgeSubscriptions(listed, []);
    expect(readable.map(({ subscriptionId }) => subscriptionId)).toEqual(['a']);
    expect(diagnoses.map(({ level }) => level)).toEqual(['ok', 'gap']);
  });

  it('says which of those named cannot be seen', () => {
    const { diagnoses } = judgeSubscriptions(listed, ['A', 'c']);
    expect(diagnoses.map(({ text }) => text)).toContainEqual(expect.stringContaining('cannot see c'));
  });

  it('stops where none is left', () => {
    expect(judgeSubscriptions([], []).diagnoses.map(({ level }) => level)).toEqual(['stop']);
  });
});

describe('judgeSurroundings', () => {
  it.each([
    ['http://me:pass@proxy:3128', 'http://***@proxy:3128'],
    ['me:pass@proxy:3128', '***@proxy:3128'],
    ['http://proxy:3128', 'http://proxy:3128'],
    ['.internal,10.0.0.0/8', '.internal,10.0.0.0/8'],
  ])('shows %s as %s', (address, shown) => {
    expect(maskedAddress(address)).toBe(shown);
  });

  it('warns where certificates are not checked', () => {
    const levels = judgeSurroundings({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }).map(({ level }) => level);
    expect(levels).toEqual(['note', 'note', 'warning']);
  });
});
