import { checkDocsDifferences, writeCheckDocs } from './generate/check-docs.ts';

/**
 * Writes `docs/checks/` from the checks' own texts, below the folder it is started in.
 * With `--check` it writes nothing, and fails where a page differs, is missing, or belongs to no check.
 */
if (process.argv.includes('--check')) {
  const found = await checkDocsDifferences(process.cwd());
  for (const line of found) console.error(line);
  if (found.length > 0) {
    console.error('Run: node scripts/generate-check-docs.ts');
    process.exitCode = 1;
  }
} else {
  await writeCheckDocs(process.cwd());
}
