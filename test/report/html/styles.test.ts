import { describe, expect, it } from 'vitest';
import { styles } from '../../../src/report/html/styles.ts';

const themes = [...styles.matchAll(/:root \{[^}]*\}/g)].map(
  ([rule]) => new Map([...rule.matchAll(/--(\w+): (#\w+)/g)].map(([, name = '', value = '']) => [name, value])),
);

/** Relative luminance of `#rgb` or `#rrggbb`, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const digits = colour.slice(1);
  const pairs = digits.length === 3 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  const [red = 0, green = 0, blue = 0] = pairs
    .map((pair) => Number.parseInt(pair, 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

describe('the colours of the page', () => {
  it('come as a light, a dark and a printed theme', () => {
    expect(themes).toHaveLength(3);
  });

  it.each(['text', 'muted', 'accent', 'blocked', 'needsWork', 'ready', 'unverified'])(
    'keep 4.5:1 on both backgrounds of every theme: %s',
    (name) => {
      for (const theme of themes) {
        for (const background of ['page', 'soft']) {
          expect(contrast(theme.get(name) ?? '', theme.get(background) ?? '')).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );
});
