import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cutTo, fitted, wrapped } from '../../src/words/terminal-text.ts';

/** Each of two columns, however many code points it is made of. */
const wide = {
  Chinese: '漢',
  'a syllable of Hangul in parts': '\u1112\u1161\u11ab',
  'full width': 'Ａ',
  'an emoji': '🚀',
  'a family': '👩‍👩‍👧‍👦',
  'a flag': '🇨🇭',
  'a skin tone': '👍🏽',
  'a sign made an emoji': '⚠\uFE0F',
};

describe('text in columns of a terminal', () => {
  it.each(Object.entries(wide))('gives %s two columns, and never half of it', (_, sign) => {
    expect(fitted(sign, 4)).toBe(`${sign}  `);
    expect(cutTo(sign.repeat(3), 6)).toBe(sign.repeat(3));
    expect(cutTo(sign.repeat(3), 5)).toBe(`${sign.repeat(2)}…`);
    expect(fitted(sign.repeat(3), 4)).toBe(`${sign}… `);
  });

  it('gives a combining mark no column, and leaves it with its letter', () => {
    const letter = 'e\u0301';

    expect(fitted(letter, 3)).toBe(`${letter}  `);
    expect(cutTo(letter.repeat(4), 3)).toBe(`${letter.repeat(2)}…`);
  });

  it('gives ambiguous signs one column, as terminals draw them', () => {
    expect(fitted('✖ α…', 6)).toBe('✖ α…  ');
  });

  it.each(Array.from({ length: 20 }, (_, index) => index + 1))('is exactly %i columns wide when fitted', (width) => {
    for (const text of ['', 'a', 'aks-shop-prod', ...Object.values(wide).map((sign) => `a${sign}`.repeat(7))]) {
      expect(stringWidth(fitted(text, width))).toBe(width);
      expect(stringWidth(cutTo(text, width))).toBeLessThanOrEqual(width);
    }
  });

  it('breaks lines by columns: wide signs count twice, colours nothing', () => {
    const red = '\u001B[31mred\u001B[39m';

    expect(wrapped('漢字 漢字 漢字', 9)).toEqual(['漢字 漢字', '漢字']);
    expect(wrapped(`${red} ${red} ${red}`, 7)).toEqual([`${red} ${red}`, red]);
  });

  it('keeps a word longer than the line whole', () => {
    expect(wrapped('to /subscriptions/0/resourceGroups/1 now', 10)).toEqual([
      'to',
      '/subscriptions/0/resourceGroups/1',
      'now',
    ]);
  });
});
