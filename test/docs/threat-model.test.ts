import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const page = new URL('../../docs/threat-model.md', import.meta.url);
const text = readFileSync(page, 'utf8');

describe('the threat model', () => {
  it('names tests that there are', () => {
    const links = [...text.matchAll(/\]\((\.\.\/test\/[^)]+)\)/g)].map(([, link = '']) => link);

    expect(links.length).toBeGreaterThan(20);
    expect(links.filter((link) => !existsSync(new URL(link, page)))).toEqual([]);
  });

  it('names one for every promise of its tables', () => {
    const rows = text.split('\n').filter((line) => /^\| (?!Who controls|---)/.test(line));

    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((row) => !row.includes('../test/'))).toEqual([]);
  });
});
