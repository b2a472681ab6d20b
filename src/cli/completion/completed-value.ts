import { catalogue } from '../../checks/index.ts';
import { iacVerdicts } from '../../model/iac-verdict.ts';

export interface CompletedWord {
  readonly name: string;
  /** What it is, in a few words; empty where the name says it. */
  readonly text: string;
}

/** What may stand at one place of a command line. */
export interface CompletedValue {
  /** The placeholder of the help: `FILE`. */
  readonly placeholder: string;
  readonly words: readonly CompletedWord[];
  readonly path: 'file' | 'folder' | undefined;
  /** Whether more of its kind may follow. */
  readonly isList: boolean;
}

const paths: Readonly<Record<string, CompletedValue['path']>> = {
  FILE: 'file',
  PATH: 'file',
  OLD: 'file',
  NEW: 'file',
  DIR: 'folder',
  FOLDER: 'folder',
};

const wordsOf: Readonly<Record<string, readonly CompletedWord[]>> = {
  CODE: catalogue.map(({ code, title }) => ({ name: code, text: title })),
  VERDICT: named([...iacVerdicts, 'any']),
};

/**
 * What a placeholder of the help stands for: of `auto|graph|arm` the words, of `FILE|-` files, of what nobody can foretell nothing.
 * @param choices those that the command line takes alone, where it says so itself
 */
export function completedValue(placeholder: string, choices: readonly string[] = [], isList: boolean): CompletedValue {
  const parts = placeholder.replace(/,?\.\.\.$/, '').split('|');
  const [kind = ''] = parts;
  const words = choices.length > 0 ? choices : parts.filter((part) => /^[a-z]/.test(part));
  return { placeholder: parts.join('|'), words: wordsOf[kind] ?? named(words), path: paths[kind], isList };
}

function named(words: readonly string[]): CompletedWord[] {
  return words.map((name) => ({ name, text: '' }));
}
