export const verdicts = ['ready', 'needsWork', 'blocked', 'unverified'] as const;
export type Verdict = (typeof verdicts)[number];
