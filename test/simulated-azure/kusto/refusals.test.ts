import { describe, expect, it } from 'vitest';
import { query, refusal } from './evaluate.ts';

const columns = { id: 'string', n: 'long', d: 'dynamic' } as const;
const refuse = (text: string) => refusal(() => query(text, columns, [{ id: '/1', d: {} }]));

describe('a query that is refused', () => {
  it.each([
    ['', 'ParserFailure'],
    ['T | where', 'ParserFailure'],
    ['T | wher n > 1', 'ParserFailure'],
    ['where where', 'ParserFailure'],
    [`T | where id == 'x`, 'ParserFailure'],
    ['T | project id |', 'ParserFailure'],
    ['let x = 1; T | take x', 'ParserFailure'],
    ['T; T', 'ParserFailure'],
    ['print 1', 'ParserFailure'],
    ['range x from 1 to 3 step 1', 'ParserFailure'],
    ['datatable(a:long)[1]', 'ParserFailure'],
    ['T | render table', 'ParserFailure'],
    ['T | sample 1', 'ParserFailure'],
    ['T | evaluate bag_unpack(d)', 'ParserFailure'],
    ['T | mv-apply d on (take 1)', 'ParserFailure'],
    ['T | join (T | serialize) on id', 'ParserFailure'],
    ['Unknown | take 1', 'DisallowedLogicalTableName'],
    ['T | join Unknown on id', 'DisallowedLogicalTableName'],
    ['T | where absent == 1', 'InvalidQuery'],
    ['T | where ID == 1', 'InvalidQuery'],
    ['T | project id | where n == 1', 'InvalidQuery'],
    ['T | where id', 'InvalidQuery'],
    [`T | extend x = coalesce(d.x, 'text')`, 'InvalidQuery'],
    ['T | where id has 1 + d.x', 'InvalidQuery'],
    ['T | extend x = foo(id)', 'UnknownFunction'],
    ['T | extend x = geo_distance_2points(1.0, 1.0, 1.0, 1.0)', 'UnknownFunction'],
    ['T | where id in ((T | project id))', 'InvalidQuery'],
    ['T | extend x = toscalar(T | count)', 'InvalidQuery'],
    [`T | where id matches regex '('`, 'InvalidQuery'],
    ['T | join kind=leftanti T on id', 'UnsupportedJoinFlavor'],
    ['T | join hint.strategy=broadcast T on id', 'InvalidQuery'],
    ['T | union isfuzzy=true T', 'InvalidQuery'],
    ['T | join kind=inner (T) on $right.id == $left.id', 'InvalidQuery'],
  ])('%s', (text, code) => {
    expect(refuse(text).code).toBe(code);
  });

  it('says which name is not known and where', () => {
    const error = refuse(`T\n| where id == '' and absent == 1`);

    expect(error.message).toBe("Failed to resolve scalar expression named 'absent'");
    expect(error.details.at(-1)).toMatchObject({ line: 2, characterPositionInLine: 21, token: 'absent' });
  });

  it('carries the details that the service answers with', () => {
    expect(refuse('T | wher').details).toEqual([
      { code: 'InvalidQuery', message: expect.stringContaining('Query is invalid.') },
      { code: 'ParserFailure', message: 'ParserFailure', line: 1, characterPositionInLine: 4, token: 'wher' },
    ]);
    expect(refuse('nowhere').details).toEqual([
      { code: 'DisallowedLogicalTableName', message: 'Table nowhere is invalid, unsupported or disallowed.' },
    ]);
  });

  it('points into the text that was sent when the table is left out', () => {
    const error = refuse('where id == 1 2');

    expect(error.details.at(-1)).toMatchObject({ line: 1, characterPositionInLine: 14, token: '2' });
  });
});

describe('limits of one query', () => {
  const times = (amount: number, text: string) => `T${text.repeat(amount)}`;

  it.each([
    ['joins', ' | join kind=inner (T | project id) on id | project id', 'DisallowedMaxNumberOfRemoteTables'],
    ['mv-expands', ' | mv-expand d', 'InvalidQuery'],
    ['union legs', ' | union (T | take 1)', 'InvalidQuery'],
  ])('allow three %s and no fourth', (_, text, code) => {
    expect(() => query(times(3, text), columns, [])).not.toThrow();
    expect(refuse(times(4, text)).code).toBe(code);
  });
});
