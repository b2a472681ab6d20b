import { describe, expect, it } from 'vitest';
import { resourceTypeOfRead } from '../../src/arm/arm-read.ts';
import { countRequests } from '../../src/arm/request-counter.ts';
import { createArmSource } from '../../src/gather/arm/arm-source.ts';
import { clientOfLists } from './client-of-lists.ts';

const [one, two] = ['/subscriptions/aaaa', '/subscriptions/bbbb'];

/** A source whose lists are all empty, and what it asked since the last look. */
function countedSource() {
  let asked: string[] = [];
  const client = clientOfLists(async (read, parent = '') => {
    asked.push(`${parent} ${resourceTypeOfRead(read).toLowerCase()}`);
    return [];
  });
  const source = createArmSource(client, countRequests());
  return {
    source,
    askedBy: async (read: () => Promise<unknown>) => {
      asked = [];
      await read();
      return asked;
    },
  };
}

describe('what was read of a subscription', () => {
  it('is asked for again once it is forgotten, that of no other', async () => {
    const { source, askedBy } = countedSource();
    const locks = () => source.lists('locks', [one, two]);
    const previews = () => source.previewClusters([one, two]);

    expect(await askedBy(locks)).toHaveLength(2);
    expect(await askedBy(previews)).toHaveLength(2);
    source.forget(['AAAA']);

    expect(await askedBy(locks)).toEqual([`${one} microsoft.authorization/locks`]);
    expect(await askedBy(previews)).toEqual([`${one} microsoft.containerservice/managedclusters`]);
    expect(await askedBy(locks)).toEqual([]);
  });

  it('stays where the estate as a whole is judged by it', async () => {
    const { source, askedBy } = countedSource();
    const tables = () => source.aksRouteTables(['aaaa', 'bbbb']);

    expect(await askedBy(tables)).toHaveLength(2);
    source.forget(['aaaa', 'bbbb']);

    expect(await askedBy(tables)).toEqual([]);
  });
});
