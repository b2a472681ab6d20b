import { setImmediate as nextTurn } from 'node:timers/promises';
import { RestError } from '@azure/core-rest-pipeline';
import { QueryPipeline } from './query-pipeline.ts';
import { type Entity, parseFilter } from './table-filter.ts';
import { changeRows, idOf, refusal, type Stored, type TableAction } from './table-rows.ts';

export { RestError };

interface QueryOptions {
  readonly filter?: string;
  readonly select?: readonly string[];
}

/** All tables of this process. */
const account = new Map<string, Map<string, Stored>>();

const pageRows = 1000;
const [nextPartition, nextRow] = ['NextPartitionKey', 'NextRowKey'];

/**
 * In place of the package `@azure/data-tables` in mutation tests: what the store and its tests use of it, in memory, with the
 * service's refusals and limits. The same tests hold it true, which `npm test` runs on Azurite.
 */
export class TableClient {
  readonly pipeline = new QueryPipeline();
  readonly tableName: string;

  static fromConnectionString(_connection: string, tableName: string): TableClient {
    return new TableClient('', tableName);
  }

  constructor(_endpoint: string, tableName: string) {
    this.tableName = tableName;
  }

  async createTable(): Promise<void> {
    if (!account.has(this.tableName)) account.set(this.tableName, new Map());
  }

  async deleteTable(): Promise<void> {
    account.delete(this.tableName);
  }

  async getEntity(partitionKey: string, rowKey: string): Promise<Stored> {
    const found = (await this.rows()).get(idOf({ partitionKey, rowKey }));
    if (found === undefined) throw refusal(404, 'ResourceNotFound');
    return { ...found };
  }

  async createEntity(entity: Entity) {
    return changeRows(await this.rows(), [['create', entity]]);
  }

  async updateEntity(entity: Entity, mode?: 'Merge' | 'Replace', options?: { readonly etag?: string }) {
    return changeRows(await this.rows(), [['update', entity, mode, options]]);
  }

  async deleteEntity(partitionKey: string, rowKey: string) {
    return changeRows(await this.rows(), [['delete', { partitionKey, rowKey }]]);
  }

  async submitTransaction(actions: readonly TableAction[]) {
    return changeRows(await this.rows(), actions);
  }

  listEntities({ queryOptions = {} }: { readonly queryOptions?: QueryOptions } = {}) {
    const byPage = ({ maxPageSize = pageRows } = {}) => this.pages(queryOptions, maxPageSize);
    return {
      byPage,
      async *[Symbol.asyncIterator]() {
        for await (const page of byPage()) yield* page;
      },
    };
  }

  private async *pages({ filter, select }: QueryOptions, size: number) {
    if (!(size >= 1 && size <= pageRows)) throw refusal(400, 'InvalidInput');
    const url = new URL(`https://memory.invalid/${this.tableName}()`);
    for (;;) {
      const { rows, headers } = await this.pipeline.send(url.href, async (request) => {
        const { searchParams } = new URL(request.url);
        return this.page(filter, size, searchParams.get(nextPartition) ?? '', searchParams.get(nextRow) ?? '');
      });
      yield rows.map((row) => (select === undefined ? { ...row } : pick(row, select)));
      const [partitionKey, rowKey] = [nextPartition, nextRow].map((name) => headers.get(`x-ms-continuation-${name}`));
      if (partitionKey === undefined || rowKey === undefined) return;
      url.searchParams.set(nextPartition, partitionKey);
      url.searchParams.set(nextRow, rowKey);
    }
  }

  /** The rows after those of that key. */
  private async page(filter: string | undefined, size: number, partitionKey: string, rowKey: string) {
    const holds = filter === undefined ? () => true : conditionOf(filter);
    const after = idOf({ partitionKey, rowKey });
    const found = [...(await this.rows())].filter(([id, row]) => id > after && holds(row));
    found.sort(([a], [b]) => (a < b ? -1 : 1));
    const rows = found.slice(0, size).map(([, row]) => row);
    const last = found.length > size ? rows.at(-1) : undefined;
    const headers = new Map<string, string>();
    if (last !== undefined) {
      headers.set(`x-ms-continuation-${nextPartition}`, last.partitionKey);
      headers.set(`x-ms-continuation-${nextRow}`, last.rowKey);
    }
    return { rows, headers, bodyAsText: undefined };
  }

  /** Others have their turn first, as they have while a request is under way. */
  private async rows(): Promise<Map<string, Stored>> {
    await nextTurn();
    const rows = account.get(this.tableName);
    if (rows === undefined) throw refusal(404, 'TableNotFound');
    return rows;
  }
}

function conditionOf(filter: string) {
  try {
    return parseFilter(filter);
  } catch (error) {
    throw refusal(400, 'InvalidInput', error);
  }
}

function pick(row: Entity, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(['etag', ...names].map((name) => [name, row[name]]));
}
