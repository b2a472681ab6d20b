import { describe, expect, it } from 'vitest';
import { assessEach, cannotTell } from '../../src/checks/assess-each.ts';
import { fail, pass } from '../../src/checks/assessment.ts';

describe('assessEach', () => {
  it('lets a failure stand beside what could not be told', () => {
    const answer = assessEach([cannotTell('No version.'), fail('b', 'Too old.'), pass('c', 'Fine.')]);
    expect(answer).toEqual({
      status: 'assessed',
      judgements: [fail('b', 'Too old.'), pass('c', 'Fine.')],
      gaps: ['No version.'],
    });
  });

  it('is unknown where all that could be told is fine', () => {
    const answer = assessEach([cannotTell('No version.'), pass('c', 'Fine.'), cannotTell('No size.')]);
    expect(answer).toEqual({ status: 'unknown', reason: 'No version. No size.' });
  });

  it('is unknown about nothing', () => {
    expect(assessEach([]).status).toBe('unknown');
  });

  it('passes where everything passes', () => {
    expect(assessEach([pass('a', 'Fine.')])).toEqual({ status: 'assessed', judgements: [pass('a', 'Fine.')] });
  });
});
