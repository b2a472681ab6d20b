import { datedFacts, iacDefaultsCheckedOn } from '../../src/iac/dated-defaults.ts';

const [begin, end] = ['<!-- defaults: generated from src/iac/dated-defaults.ts -->', '<!-- end of defaults -->'];

/** `docs/iac.md` with the table of what is made when nothing is said, between its two marks. */
export function withDefaultsTable(page: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/iac.md has lost its marks: ${begin} … ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${table()}\n\n${page.slice(to)}`;
}

function table(): string {
  const rows = datedFacts.map(({ whose, means, read, url }) => `| ${whose} | ${means} | [${read}](${url}) |`);
  return [
    `As read by ${iacDefaultsCheckedOn}.`,
    '',
    '| Whose | What nothing said means | As read in |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}
