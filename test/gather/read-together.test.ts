import { describe, expect, it } from 'vitest';
import { factAbout } from '../../src/gather/azure-source.ts';
import { readTogether } from '../../src/gather/read-many.ts';
import { known } from '../../src/model/fact.ts';
import { resourceKey } from '../../src/model/resource-id.ts';

const scope = (name: string) => `/subscriptions/${name}`;

function recorded(answer: (id: string) => string = (id) => id) {
  const asked: (readonly string[])[] = [];
  const read = readTogether(async (ids) => {
    asked.push(ids);
    return new Map(ids.map((id) => [resourceKey(id), known(answer(id))]));
  });
  return { asked, read };
}

describe('reads of many clusters', () => {
  it('go out as one, each id once whatever its case', async () => {
    const { asked, read } = recorded();

    const [one, two] = await Promise.all([read([scope('a'), scope('b')]), read([scope('B'), scope('c')])]);

    expect(asked).toEqual([[scope('a'), scope('b'), scope('c')]]);
    expect([...one.keys()]).toEqual([scope('a'), scope('b')].map(resourceKey));
    expect(factAbout(two, scope('b'))).toEqual(known(scope('b')));
  });

  it('are remembered, and none is made for what was read', async () => {
    const { asked, read } = recorded();

    await read([scope('a')]);
    await read([scope('a'), scope('b')]);
    await read([]);

    expect(asked).toEqual([[scope('a')], [scope('b')]]);
  });

  it('are made again for what was forgotten, and for nothing else', async () => {
    const { asked, read } = recorded();

    await read([scope('a'), scope('b')]);
    read.forget([scope('A'), scope('c')]);
    await read([scope('a'), scope('b')]);

    expect(asked).toEqual([[scope('a'), scope('b')], [scope('a')]]);
  });

  it('are made again where one threw', async () => {
    let fails = true;
    const { asked, read } = recorded((id) => {
      if (fails) throw new Error('429');
      return id;
    });

    await expect(Promise.all([read([scope('a')]), read([scope('b')])])).rejects.toThrow('429');
    fails = false;
    expect(factAbout(await read([scope('a')]), scope('a'))).toEqual(known(scope('a')));
    expect(asked).toHaveLength(2);
  });
});
