import { runQuery } from '../../../simulated-azure/kusto/run-query.ts';

// The parser's first query takes seconds on a busy machine: it runs while this module loads, outside any test's timeout.
runQuery(`T | where a == 'x' | count`, () => ({ columns: { a: 'string' }, rows: [] }));
