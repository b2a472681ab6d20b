import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue, checks, estateChecks } from '../../src/checks/index.ts';
import { type Category, severityRank } from '../../src/model/finding.ts';

const folder = fileURLToPath(new URL('../../src/checks/', import.meta.url));

/** Folder and category of each prefix. */
const homes: Readonly<Record<string, { readonly folder: string; readonly category: Category }>> = {
  DL: { folder: 'deadline', category: 'deadline' },
  MIG: { folder: 'migration', category: 'migration' },
  NP: { folder: 'network-policy', category: 'networkPolicy' },
  RT: { folder: 'route-table', category: 'routeTable' },
  HEAD: { folder: 'headroom', category: 'headroom' },
  IP: { folder: 'ip-plan', category: 'ipPlan' },
  ING: { folder: 'ingress', category: 'ingress' },
  EGR: { folder: 'egress', category: 'egress' },
  PLAT: { folder: 'platform', category: 'platform' },
  WL: { folder: 'workload', category: 'workload' },
};

const prefixOf = (code: string) => code.split('-')[0] ?? '';
const exportsOf = async (file: string): Promise<unknown[]> => Object.values(await import(`${folder}${file}`));

describe('the list of checks', () => {
  const files = globSync('*/*.ts', { cwd: folder }).map((file) => file.replaceAll('\\', '/'));

  it('lists every check file once, in the folder of its category', async () => {
    const ofClusters = files.filter((file) => !file.startsWith('estate/'));
    for (const file of ofClusters) {
      const exported = await exportsOf(file);
      const listed = checks.filter((check) => exported.includes(check));
      expect(listed, file).toHaveLength(1);
      expect(homes[prefixOf(listed[0]?.code ?? '')]?.folder, file).toBe(file.split('/')[0]);
    }
    expect(ofClusters).toHaveLength(checks.length);
  });

  it('lists every check of the estate once', async () => {
    const ofEstate = files.filter((file) => file.startsWith('estate/'));
    for (const file of ofEstate) {
      const exported = await exportsOf(file);
      expect(
        estateChecks.filter((check) => exported.includes(check)),
        file,
      ).toHaveLength(1);
    }
    expect(ofEstate).toHaveLength(estateChecks.length);
  });

  it('never uses a code twice', () => {
    const codes = catalogue.map(({ code }) => code);

    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toHaveLength(checks.length + estateChecks.length);
  });

  it('numbers the codes of a category from 001 without a gap: none is renamed, none retired unseen', () => {
    for (const [prefix, members] of Map.groupBy(catalogue, ({ code }) => prefixOf(code))) {
      expect(members.map(({ code }) => code)).toEqual(
        members.map((_, at) => `${prefix}-${String(at + 1).padStart(3, '0')}`),
      );
    }
  });

  it('reports in the order of the catalogue', () => {
    const ofClusters = catalogue.filter(({ code }) => checks.some((check) => check.code === code));

    expect(checks.map(({ code }) => code)).toEqual(ofClusters.map(({ code }) => code));
  });

  it('has live exactly RT-001, RT-004, RT-006, RT-011, and the gateway that reaches no pod', () => {
    expect(catalogue.filter(({ live }) => live === true).map(({ code }) => code)).toEqual([
      'RT-001',
      'RT-004',
      'RT-006',
      'RT-011',
      'ING-005',
    ]);
  });

  it.each(catalogue.map((check) => [check.code, check] as const))(
    '%s is in the category of its prefix',
    (code, check) => {
      expect(check.category).toBe(homes[prefixOf(code)]?.category);
    },
  );

  it.each(catalogue.map((check) => [check.code, check] as const))(
    '%s lists its severities once each, worst first',
    (_, check) => {
      const ranks = check.severities.map(severityRank);

      expect(ranks).toEqual([...new Set(ranks)].sort((a, b) => a - b));
    },
  );

  it.each(catalogue.map((check) => [check.code, check] as const))('%s has texts for people', (_, check) => {
    for (const sentence of [check.condition, check.why, check.fix.text]) expect(sentence).toMatch(/\.$/);
    for (const title of [check.title, check.failureTitle]) expect(title).not.toMatch(/\.$/);
    expect(check.title).not.toBe(check.failureTitle);
    for (const { url } of check.sources) expect(url).toMatch(/^https:\/\//);
    expect(check.fix.commands.every((command) => /^(az|kubectl|helm) /.test(command))).toBe(true);
  });
});
