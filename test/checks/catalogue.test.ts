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

  it('holds these checks', () => {
    expect(catalogue.map(({ code }) => code)).toEqual([
      ...['DL-001', 'DL-002', 'DL-003'],
      ...[
        'MIG-001',
        'MIG-002',
        'MIG-003',
        'MIG-004',
        'MIG-005',
        'MIG-006',
        'MIG-007',
        'MIG-008',
        'MIG-009',
        'MIG-010',
        'MIG-011',
        'MIG-012',
        'MIG-013',
        'MIG-014',
        'MIG-015',
        'MIG-016',
        'MIG-017',
        'MIG-018',
        'MIG-019',
        'MIG-020',
        'MIG-021',
      ],
      ...['NP-001', 'NP-002', 'NP-003', 'NP-004', 'NP-005', 'NP-006', 'NP-007'],
      ...[
        'RT-001',
        'RT-002',
        'RT-003',
        'RT-004',
        'RT-005',
        'RT-006',
        'RT-007',
        'RT-008',
        'RT-009',
        'RT-010',
        'RT-011',
        'RT-012',
        'RT-013',
        'RT-014',
        'RT-015',
      ],
      ...['HEAD-001', 'HEAD-002', 'HEAD-003', 'HEAD-004', 'HEAD-005', 'HEAD-006'],
      ...['IP-001', 'IP-002', 'IP-003', 'IP-004', 'IP-005', 'IP-006', 'IP-007', 'IP-008'],
      ...['ING-001', 'ING-002', 'ING-003', 'ING-004', 'ING-005'],
      ...['EGR-001', 'EGR-002', 'EGR-003', 'EGR-004'],
      ...['PLAT-001', 'PLAT-002', 'PLAT-003'],
      ...['WL-001', 'WL-002'],
    ]);
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
