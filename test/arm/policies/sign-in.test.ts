import type { TokenCredential } from '@azure/core-auth';
import { describe, expect, it } from 'vitest';
import { SignInError } from '../../../src/arm/errors.ts';
import { armError, useScriptedServer } from '../scripted-server.ts';
import { clientOf, failure, idsOf, page, secret, signIn } from '../test-client.ts';

const server = useScriptedServer();
const client = (options?: Parameters<typeof clientOf>[1]) => clientOf(server, options);

describe('signing in', () => {
  const expired = armError(401, 'ExpiredAuthenticationToken', {
    'www-authenticate':
      'Bearer error="invalid_token", error_description="The access token expiry UTC time has passed."',
  });

  it('takes a new token when the old one ends, in the middle of a run', async () => {
    const credential = signIn(0);
    server.answer(page(['a'], '/2'), page(['b'], '/3'), page(['c']));

    await client({ credential }).list();

    const tokens = server.heard.map(({ headers }) => headers.authorization);
    expect(new Set(tokens).size).toBe(3);
  });

  it('sends a request once more with a fresh token when Azure calls the old one expired', async () => {
    const credential = signIn();
    server.answer(expired, page(['a']));
    const { list, counts } = client({ credential });

    expect(idsOf(await list())).toEqual(['a']);
    expect(server.heard.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${secret}-1`,
      `Bearer ${secret}-2`,
    ]);
    expect(JSON.parse(credential.asked[1]?.claims ?? '')).toMatchObject({ access_token: { nbf: { essential: true } } });
    expect(counts()).toMatchObject({ total: 2, retried: 1, failed: 0 });
  });

  it('believes Azure when it refuses the fresh token too', async () => {
    server.answer(expired);

    expect(await failure(client().list())).toMatchObject({ status: 401, code: 'ExpiredAuthenticationToken' });
    expect(server.heard).toHaveLength(2);
  });

  it('leaves the refusal as it is where the sign-in cannot renew its token on demand', async () => {
    const credential: TokenCredential = {
      getToken: async (_, options) => {
        if (options?.claims !== undefined) throw new Error('Run az login.');
        return { token: secret, expiresOnTimestamp: Date.now() + 3_600_000 };
      },
    };
    server.answer(expired);

    expect(await failure(client({ credential }).list())).toMatchObject({ status: 401 });
    expect(server.heard).toHaveLength(1);
  });

  it('asks for no other token where the audience is wrong, which no token of ours can mend', async () => {
    server.answer(
      armError(401, 'InvalidAuthenticationTokenAudience', { 'www-authenticate': 'Bearer error="invalid_token"' }),
    );

    expect(await failure(client().list())).toMatchObject({ status: 401, code: 'InvalidAuthenticationTokenAudience' });
    expect(server.heard).toHaveLength(1);
  });

  it('ends with one line when nobody can be signed in', async () => {
    const credential: TokenCredential = {
      getToken: async () => {
        const error = new Error('AADSTS7000215: Invalid client secret provided.\nTrace ID: 1');
        error.name = 'AuthenticationError';
        throw error;
      },
    };

    const error = await failure(client({ credential }).list());

    expect(error).toBeInstanceOf(SignInError);
    expect(error.message).toBe('AADSTS7000215: Invalid client secret provided.');
    expect(server.heard).toEqual([]);
  });
});
