/** What every vitest configuration reports with; on GitHub a failed test is an annotation of its line too. */
export const testReporters: ('github-actions' | ['default', { summary: boolean }] | './scripts/tally-reporter.ts')[] = [
  ['default', { summary: false }],
  ...(process.env['GITHUB_ACTIONS'] === 'true' ? ['github-actions' as const] : []),
  './scripts/tally-reporter.ts',
];
