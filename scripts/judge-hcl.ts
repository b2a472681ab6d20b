import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { loadParsers } from '../src/iac/syntax/grammars.ts';
import { sourceText } from '../src/iac/text/source-text.ts';
import { comparedFile } from './judge-hcl/compared-file.ts';

/** `node scripts/judge-hcl.ts FOLDER…`: HashiCorp's parser beside ours, over every file of HCL below the folders. */
const judgeName: string = '@cdktn/hcl2json';
const { parse } = z
  .object({ parse: z.custom<(file: string, text: string) => Promise<unknown>>((value) => typeof value === 'function') })
  .parse(await import(judgeName));
const { terraform } = await loadParsers();
const counts = { files: 0, bothAccept: 0, bothRefuse: 0, literals: 0, differences: 0 };
for (const folder of process.argv.slice(2)) {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  for (const name of all.filter((each) => /\.(tf|tofu|hcl|tfvars)$/.test(each)).sort()) await judge(folder, name);
}
console.log(JSON.stringify(counts));

async function judge(folder: string, name: string): Promise<void> {
  const source = sourceText(name, readFileSync(join(folder, name), 'utf8'));
  const judged = await parse('main.tf', source.text).catch(() => undefined);
  const { isWhole, literals, differences } = comparedFile(source, terraform, judged);
  counts.files += 1;
  counts.literals += literals;
  if ((judged !== undefined) !== isWhole) differences.push(`${isWhole ? 'only ours' : 'only theirs'} accepts it`);
  else if (isWhole) counts.bothAccept += 1;
  else counts.bothRefuse += 1;
  counts.differences += differences.length;
  for (const each of differences) console.log(`${folder}/${name}: ${each}`);
}
