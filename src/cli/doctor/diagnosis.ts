/** How much a diagnosis matters to a scan. */
type DiagnosisLevel =
  | 'ok'
  | 'note'
  /** Works today, and should be mended. */
  | 'warning'
  /** A scan would run, and could not read this. */
  | 'gap'
  /** A scan could not start. */
  | 'stop';

export interface Diagnosis {
  readonly level: DiagnosisLevel;
  readonly text: string;
  /** Lines below it, one for each thing it names. */
  readonly details?: readonly string[];
}

const words: Readonly<Record<DiagnosisLevel, string>> = {
  ok: 'ok',
  note: 'note',
  warning: 'warning',
  gap: 'missing',
  stop: 'failed',
};
const colours: Readonly<Record<DiagnosisLevel, string>> = { ok: '32', note: '2', warning: '33', gap: '33', stop: '31' };

export function diagnosisText({ level, text, details = [] }: Diagnosis, colour: boolean): string {
  const word = words[level].padEnd(7);
  const shown = colour ? `\u001B[${colours[level]}m${word}\u001B[0m` : word;
  return `${shown}  ${text}\n${details.map((detail) => `         - ${detail}\n`).join('')}`;
}
