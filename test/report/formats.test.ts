import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/formats.ts';
import { aHostileReport } from './a-report.ts';
import { rendered } from './rendered.ts';

describe('the list of formats', () => {
  it.each(formats)('renders a report without options: $name', async ({ render }) => {
    expect((await rendered(render, aHostileReport())).length).toBeGreaterThan(100);
  });

  it.each(formats.filter(({ isDocument }) => isDocument))(
    'begins before any cluster is read: $name',
    async (format) => {
      const { clusters: _, ...head } = aHostileReport();
      const unread = {
        head,
        clusters: (): never => {
          throw new Error('A cluster was read.');
        },
      };
      const { value } = await format.render(unread)[Symbol.asyncIterator]().next();

      expect(value?.length).toBeGreaterThan(0);
    },
  );

  it('has each name and extension once', () => {
    expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
    expect(new Set(formats.map(({ extension }) => extension)).size).toBe(formats.length);
  });
});
