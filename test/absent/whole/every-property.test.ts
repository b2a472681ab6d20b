import { afterAll, describe, expect, it } from 'vitest';
import { exceptions, isExcepted, usesOf } from '../exceptions.ts';
import { casesOf, type Fault } from '../find-faults.ts';
import { examiner, inWords, worlds } from '../sample-worlds.ts';

const seen: Fault[] = [];

/** One of the audits of a few hundred nodes takes a second, and there are hundreds of properties. */
const slow = 200;

describe.each(['arm', 'input'] as const)('without any property, through %s', (source) => {
  const examine = examiner(source);

  it.each(worlds.filter(({ estate }) => estate.resources.length < slow).map((world) => [world.name, world] as const))(
    'nothing reads better in %s, and nothing passes that rests on it',
    async (_, world) => {
      const faults: Fault[] = [];
      for (const each of casesOf(world)) faults.push(...(await examine(each)));
      seen.push(...faults.filter(isExcepted));
      expect([...new Set(faults.filter((fault) => !isExcepted(fault)).map(inWords))]).toEqual([]);
    },
  );
});

afterAll(() => {
  const unused = exceptions.flatMap((each) =>
    usesOf(each)
      .filter((use) => !seen.some(use.covers))
      .map(({ name }) => name),
  );
  expect(unused).toEqual([]);
});
