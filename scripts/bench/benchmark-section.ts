import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../../docs/benchmarks.md', import.meta.url);

/** Writes a section of `docs/benchmarks.md` in its place, or at the end where it has none yet. `name` is in the marks around it. */
export function writeBenchmarkSection(name: string, section: string): void {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before = '', rest] = (existsSync(file) ? readFileSync(file, 'utf8') : '# Benchmarks\n').split(start);
  const after = rest?.split(end)[1] ?? '\n';
  writeFileSync(file, `${before.trimEnd()}\n\n${start}\n\n${section}\n\n${end}${after}`);
}
