import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

describe('string operators', () => {
  it.each([
    [`s =~ 'hELLO'`, true],
    [`s =~ 'hell'`, false],
    [`s !~ 'hello'`, false],
    [`s == 'hello'`, false],
    [`s != 'hello'`, true],
    [`s contains 'ELL'`, true],
    [`s contains_cs 'ELL'`, false],
    [`s !contains 'ELL'`, false],
    [`s startswith 'he'`, true],
    [`s startswith_cs 'he'`, false],
    [`s !startswith 'he'`, false],
    [`s endswith 'LO'`, true],
    [`s endswith_cs 'LO'`, false],
    [`s matches regex '^H.*o$'`, true],
    [`s matches regex '^h'`, false],
    [`s matches regex '(?i)^h'`, true],
    [`s in ('hello', 'Hello')`, true],
    [`s in ('hello')`, false],
    [`s in~ ('hello')`, true],
    [`s !in ('hello')`, true],
    [`s !in~ ('hello')`, false],
    [`s in~ (dynamic(['x', 'HELLO']))`, true],
    [`s has_any ('x', 'hello')`, true],
    [`s has_all ('x', 'hello')`, false],
  ])('%s is %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });

  it.each([
    [`'aks-agentpool-1' has 'agentpool'`, true],
    [`'aks-agentpool-1' has 'agent'`, false],
    [`'aks-agentpool-1' has 'agentpool-1'`, true],
    [`'aks-agentpool-1' has 'AGENTPOOL'`, true],
    [`'aks-agentpool-1' has_cs 'AGENTPOOL'`, false],
    [`'a/subnets/b' has '/subnets/'`, true],
    [`'a_b' has 'a'`, true],
    [`'abc' !has 'ab'`, true],
    [`'agentpool' hasprefix 'agent'`, true],
    [`'agentpool' hassuffix 'pool'`, true],
    [`'agentpool' hassuffix 'agent'`, false],
    [`'abc' has ''`, true],
  ])('compares whole terms: %s is %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });

  it.each([
    [`d.word =~ 'hello'`, true],
    [`d.absent =~ ''`, true],
    [`d.absent !~ 'x'`, true],
    [`d.flag == 'true'`, true],
    [`d.flag == true`, true],
    [`d.number == 5`, true],
    [`d has 'two'`, true],
    [`d contains '"x":1'`, true],
    [`d.number in (4, 5)`, true],
  ])('compares dynamic values by what they hold: %s is %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });
});

describe('comparisons with null', () => {
  it.each([
    [`none == 1`, false],
    [`none != 1`, true],
    [`none == 'x'`, false],
    [`none == none`, null],
    [`long(null) == long(null)`, null],
    [`long(null) < 1`, null],
    [`long(null) + 1`, null],
    [`long(null) between (1 .. 2)`, null],
    [`bool(null) and false`, false],
    [`bool(null) and true`, null],
    [`bool(null) or true`, true],
    [`bool(null) or false`, null],
    [`not(bool(null))`, null],
    [`none in ('x')`, false],
  ])('%s is %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });
});

describe('arithmetic and order', () => {
  it.each([
    [`n / 2`, 3],
    [`-n / 2`, -3],
    [`n / 2.0`, 3.5],
    [`n / 0`, null],
    [`n % 4`, 3],
    [`-n % 4`, 1],
    [`n * r - 1`, 16.5],
    [`n between (7 .. 8)`, true],
    [`n !between (1 .. 7)`, false],
    [`'a' < 'b'`, undefined],
    [`t > datetime(2026-01-31)`, true],
    [`t between (datetime(2026-01-31) .. 1d)`, true],
    [`t - datetime(2026-01-30 10:20:30)`, '1.00:00:00'],
    [`t + 1h`, '2026-01-31T11:20:30Z'],
    [`1h / 30m`, 2],
    [`2 * 30m`, '01:00:00'],
    [`d.number + 1`, 6],
    [`d.word + 1`, null],
  ])('%s is %s', (expression, expected) => {
    if (expected === undefined) expect(() => evaluate(expression)).toThrow();
    else expect(evaluate(expression)).toBe(expected);
  });
});

describe('property paths', () => {
  it.each([
    [`d.word`, 'Hello'],
    [`d.Word`, 'other'],
    [`d.WORD`, null],
    [`d['word']`, 'Hello'],
    [`d.['word']`, 'Hello'],
    [`d.bag.x`, 1],
    [`d.bag.x.y`, null],
    [`d.absent.x`, null],
    [`none.x`, null],
    [`d.list[0]`, 1],
    [`d.list[1]`, 'two'],
    [`d.list[-1]`, null],
    [`d.list[-2]`, 'two'],
    [`d.list[9]`, null],
    [`d.constructor`, null],
  ])('%s is %s', (expression, expected) => {
    expect(evaluate(expression)).toBe(expected);
  });
});

describe('literals', () => {
  it.each([
    [`'it\\'s'`, "it's"],
    [`@'a\\b'`, 'a\\b'],
    [`'a' 'b'`, 'ab'],
    [`0x10`, 16],
    [`-1.5e3`, -1500],
    [`real(nan)`, 'NaN'],
    [`bool(false)`, false],
    [`int(3)`, 3],
    [`long(null)`, null],
    [`datetime(2026-03-04)`, '2026-03-04T00:00:00Z'],
    [`datetime(2026-03-04 05:06:07.1234567)`, '2026-03-04T05:06:07.1234567Z'],
    [`1.5d`, '1.12:00:00'],
    [`time(1.02:03:04)`, '1.02:03:04'],
    [`dynamic({'a':[1,-2.5,true,null,"x"]})`, { a: [1, -2.5, true, null, 'x'] }],
    [`dynamic(null)`, null],
  ])('%s', (expression, expected) => {
    expect(evaluate(expression)).toEqual(expected);
  });
});
