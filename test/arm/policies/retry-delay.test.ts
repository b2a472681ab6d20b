import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import { type RetryLimits, retryDelay } from '../../../src/arm/policies/retry-delay.ts';

const limits: RetryLimits = { maxRetries: 3, baseDelayMs: 100, maxDelayMs: 350, longestRetryAfterMs: 5_000 };
const middle = 0.5;

function answered(status: number, headers: Record<string, string> = {}, retryCount = 0) {
  const request = createPipelineRequest({ url: 'https://arm.example' });
  return { response: { status, request, headers: createHttpHeaders(headers) }, retryCount };
}

function unanswered(code: string, retryCount = 0) {
  return { error: new RestError('no answer', { code }), retryCount };
}

describe('what is tried again', () => {
  it.each([408, 429, 500, 502, 503, 504])('tries %i again', (status) => {
    expect(retryDelay(answered(status), limits, middle)).toBe(75);
  });

  it.each([301, 400, 401, 403, 404, 409, 501])('takes %i for an answer', (status) => {
    expect(retryDelay(answered(status), limits, middle)).toBeUndefined();
  });

  it.each(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'EAI_AGAIN', 'PARSE_ERROR', 'ETIMEDOUT'])(
    'tries again after %s',
    (code) => {
      expect(retryDelay(unanswered(code), limits, middle)).toBe(75);
    },
  );

  it.each(['ENOTFOUND', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    'gives up at once after %s, which another try cannot mend',
    (code) => {
      expect(retryDelay(unanswered(code), limits, middle)).toBeUndefined();
    },
  );

  it('gives up after the last retry', () => {
    expect(retryDelay(answered(500, {}, 2), limits, middle)).toBeDefined();
    expect(retryDelay(answered(500, {}, 3), limits, middle)).toBeUndefined();
  });

  it('waits for an answer that does not come three times only, however many retries are left', () => {
    expect(retryDelay(unanswered('ETIMEDOUT', 1), { ...limits, maxRetries: 9 }, middle)).toBeDefined();
    expect(retryDelay(unanswered('ETIMEDOUT', 2), { ...limits, maxRetries: 9 }, middle)).toBeUndefined();
  });
});

describe('how long it waits', () => {
  it('doubles the delay up to the longest, and spreads it over its upper half', () => {
    expect([0, 1, 2].map((retry) => retryDelay(answered(503, {}, retry), limits, 0))).toEqual([50, 100, 175]);
    expect(retryDelay(answered(503), limits, 0.999)).toBeCloseTo(99.95);
  });

  it.each([
    ['Retry-After in seconds', { 'retry-after': '3' }, 3_000],
    ['Retry-After of no time', { 'retry-after': '0' }, 0],
    ['milliseconds', { 'retry-after-ms': '250', 'retry-after': '3' }, 250],
    ["Azure's milliseconds", { 'x-ms-retry-after-ms': '40' }, 40],
    [
      "a date, counted by the service's own clock",
      { 'retry-after': 'Sun, 22 Nov 2026 06:00:04 GMT', date: 'Sun, 22 Nov 2026 06:00:00 GMT' },
      4_000,
    ],
    [
      'a date that has passed',
      { 'retry-after': 'Sun, 22 Nov 2026 05:00:00 GMT', date: 'Sun, 22 Nov 2026 06:00:00 GMT' },
      0,
    ],
  ])('follows %s', (_, headers, expected) => {
    expect(retryDelay(answered(429, headers), limits, middle)).toBe(expected);
  });

  it.each(['soon', '-5', '1.5', ''])('takes a malformed Retry-After (%j) for none', (value) => {
    const headers = { 'retry-after': value, date: 'Sun, 22 Nov 2026 06:00:00 GMT' };
    expect(retryDelay(answered(429, headers), limits, middle)).toBe(75);
  });

  it('does not sleep through a Retry-After of minutes', () => {
    expect(retryDelay(answered(429, { 'retry-after': '5' }), limits, middle)).toBe(5_000);
    expect(retryDelay(answered(429, { 'retry-after': '6' }), limits, middle)).toBeUndefined();
  });
});
