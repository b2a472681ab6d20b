import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { oneAhead } from '../../src/model/one-ahead.ts';

function recorded(failing?: string) {
  const events: string[] = [];
  const work = async (item: string) => {
    events.push(`begin ${item}`);
    if (item === failing) throw new Error(item);
    return { item };
  };
  const take = async (items: readonly string[]) => {
    for await (const { item } of oneAhead(items, work)) {
      events.push(`take ${item}`);
      await nextTurn();
      events.push(`done ${item}`);
    }
  };
  return { events, take };
}

describe('one ahead', () => {
  it('begins the next item while one is in use, and never the one after it', async () => {
    const { events, take } = recorded();

    await take(['a', 'b', 'c']);

    expect(events).toEqual([
      ...['begin a', 'begin b', 'take a', 'done a'],
      ...['begin c', 'take b', 'done b'],
      ...['take c', 'done c'],
    ]);
  });

  it('says in its turn that an item failed', async () => {
    const { events, take } = recorded('b');

    await expect(take(['a', 'b', 'c'])).rejects.toThrow('b');
    expect(events).toEqual(['begin a', 'begin b', 'take a', 'done a']);
  });

  it('has nothing to do with no items', async () => {
    const { events, take } = recorded();

    await take([]);

    expect(events).toEqual([]);
  });
});
