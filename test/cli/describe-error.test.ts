import { describe, expect, it } from 'vitest';
import { AzureAnswerError, AzureRequestError, SignInError } from '../../src/arm/errors.ts';
import { describeError } from '../../src/cli/describe-error.ts';

const refused = (status: number) =>
  new AzureRequestError(`${status} Code: Text.`, { status, code: 'Code', path: '/s' });

describe('describeError', () => {
  it.each([
    [refused(401), '--arm-audience'],
    [refused(403), 'Grant the identity a role'],
    [refused(429), '--max-rps'],
    [refused(500), 'Try again later'],
    [new AzureRequestError('no answer', { code: 'ECONNRESET', path: '/s' }), 'HTTPS_PROXY'],
    [new AzureAnswerError('Not JSON.', '/s'), 'kubenet-audit doctor'],
    [new SignInError('ChainedTokenCredential authentication failed.'), 'az login'],
    [
      Object.assign(new Error('x'), { code: 'EACCES', syscall: 'open', path: 'report.json' }),
      'report.json: access is denied',
    ],
    [
      Object.assign(new Error('x'), { code: 'EACCES', syscall: 'listen', port: 80 }),
      'Port 80 is not for this user to open: give another with --port',
    ],
  ])('says what to do about %s', (error, advice) => {
    expect(describeError(error)).toContain(advice);
  });

  it('is one line, whatever the error says', () => {
    expect(describeError(new Error('first\nsecond\u001B[31m'))).toBe('first second[31m');
    expect(describeError('text')).toBe('text');
  });

  it('takes the sentence of Microsoft Entra, without its traces', () => {
    const cause = new Error(
      'ClientSecretCredential: invalid_client(401).\nAADSTS7000215: Invalid client secret provided. Trace ID: 1 Correlation ID: 2',
    );
    const text = describeError(new SignInError('ClientSecretCredential: invalid_client(401).', { cause }));
    expect(text).toMatch(/^Nobody could be signed in to Azure: AADSTS7000215: Invalid client secret provided\. Set /);
  });
});
