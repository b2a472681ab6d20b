import { afterAll, describe, expect, it } from 'vitest';
import type { SourceOfWorld } from '../audit-world.ts';
import { exceptions, isExcepted, usesOf } from '../exceptions.ts';
import { casesOf, type Fault } from '../find-faults.ts';
import { examiner, inWords, worlds } from '../sample-worlds.ts';

/** One of the audits of a few hundred nodes takes a second, and there are hundreds of properties. */
const slow = 200;

/** A file of its own for each source, so that two processors share the work. */
export function testEveryProperty(source: SourceOfWorld): void {
  const seen: Fault[] = [];
  describe(`without any property, through ${source}`, () => {
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

    afterAll(() => {
      const unused = exceptions
        .filter((each) => (each.source ?? 'arm') === source)
        .flatMap((each) => usesOf(each).filter((use) => !seen.some(use.covers)))
        .map(({ name }) => name);
      expect(unused).toEqual([]);
    });
  });
}
