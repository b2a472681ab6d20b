import { options, unknown, type Value } from '../value/value.ts';

/** The words of a command as one of its arrays or maps makes them. */
export interface WordSet {
  readonly words: readonly Value[];
  /** Whether somebody surely runs the command with these. */
  readonly isSure: boolean;
}

/** Arrays that several conditions decide: more would be judged without end. */
const mostSets = 32;

/** Every way in which a command can be called whose arrays are one of several; a word of several texts stays one word. */
export function wordSets(words: readonly Value[]): readonly WordSet[] {
  return words.reduce<readonly WordSet[]>(
    (sets, word) => {
      const ways = waysOf(word);
      const taken = sets.length * ways.length > mostSets ? [notFollowed(word)] : ways;
      return sets.flatMap((set) =>
        taken.map((way) => ({ words: [...set.words, ...way.words], isSure: set.isSure && way.isSure })),
      );
    },
    [{ words: [], isSure: true }],
  );
}

function waysOf(word: Value): readonly WordSet[] {
  const all = options(word);
  if (!all.some(({ value }) => value.kind === 'list')) return [{ words: [word], isSure: true }];
  return all.map(({ value, sure }) => ({ words: itemsOf(value), isSure: sure }));
}

function itemsOf(value: Value): readonly Value[] {
  return value.kind === 'list' ? value.items : [value];
}

function notFollowed({ at }: Value): WordSet {
  return { words: [unknown(`there are more than ${mostSets} ways to call it`, at)], isSure: true };
}
