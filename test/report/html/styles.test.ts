import { describe, expect, it } from 'vitest';
import { colours } from '../../../src/report/html/styles/colours.ts';
import { styles } from '../../../src/report/html/styles.ts';

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
  it.each(['text', 'muted', 'accent', 'blocked', 'needsWork', 'ready', 'unverified'] as const)(
    'keep 4.5:1 on both backgrounds of both themes: %s',
    (name) => {
      for (const theme of [0, 1] as const) {
        for (const background of [colours.page, colours.soft]) {
          expect(contrast(colours[name][theme], background[theme])).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );

  it.each([0, 1] as const)('tell the verdicts apart by lightness alone, in theme %i', (theme) => {
    const all = [colours.blocked, colours.needsWork, colours.ready].map((pair) => luminance(pair[theme]));
    const steps = all
      .toSorted((a, b) => b - a)
      .map((value, index, sorted) => (value + 0.05) / ((sorted[index + 1] ?? 0) + 0.05));

    expect(Math.min(...steps)).toBeGreaterThan(1.15);
  });

  it('make the network picture follow the page where a reader chooses a theme', () => {
    expect(styles).toMatch(/:root\[data-theme=dark\] \{\s*\.network-picture \.page \{ fill: #14171d; \}/);
    expect(styles).toMatch(/:root\[data-theme=light\] \{[^@]*\.network-picture \.page \{ fill: #fff; \}/);
    expect(styles.split('{').length).toBe(styles.split('}').length);
  });
});
