import { createHash } from 'node:crypto';
import { attr, parseXml, textContent, walk, type XmlElement } from '@cj-tech-master/excelts/xml';
import { describe, expect, it } from 'vitest';
import type { ClusterReport } from '../../../src/model/report.ts';
import { networkPictureElement, renderSvg, svgContentSecurityPolicy } from '../../../src/report/diagram/svg.ts';
import { svgStyles } from '../../../src/report/diagram/svg-styles.ts';
import { markupOf } from '../../../src/words/html-escape.ts';
import { aHostileReport, hostileText } from '../a-report.ts';
import { aClusterWith, aPicture, aPictureNode, aPictureOfMany, aPictureTable, subnetId, tableId } from './a-picture.ts';

/** Every element of a picture, the whole first. */
function elementsOf(svg: string): readonly [XmlElement, ...XmlElement[]] {
  const { root } = parseXml(svg);
  const inside: XmlElement[] = [];
  walk(root, (element) => {
    if (element !== root) inside.push(element);
  });
  return [root, ...inside];
}

/** Everything that is drawn as text, in order. */
function textsOf(cluster: ClusterReport): string[] {
  return elementsOf(renderSvg(cluster))
    .filter(({ name }) => name === 'text')
    .map((element) => textContent(element));
}

const hostilePicture = aPicture({
  nodes: [aPictureNode(0, { name: hostileText, addresses: [hostileText], prefixes: [hostileText], pool: 'apps' })],
  virtualNetworks: [{ id: hostileText, addressPrefixes: [hostileText] }],
  reason: `${hostileText} \uFFFE\uD800 ${'x'.repeat(65_536)}`,
});

describe('the picture as SVG', () => {
  it('shows network, subnet, nodes, table and pods', () => {
    const texts = textsOf(aClusterWith(aPicture())).join('\n');

    for (const words of [
      'Network of aks-web-test',
      'vnet-shop · 10.1.0.0/16',
      'snet-nodes',
      '10.1.0.0/24 · 2 of 251 addresses used',
      'aks-apps-12345678-vmss000000',
      'apps · 10.1.0.4',
      'rt-shop',
      '2 of 400 routes: 2 to nodes',
      '10.244.0.0/16',
      '10.244.1.0/24',
      '● route',
      'through the load balancer of the cluster',
    ]) {
      expect(texts).toContain(words);
    }
  });

  it.each([
    ['missing', '✕ no route', 'its /24 is not reached'],
    ['wrongHop', '▲ wrong hop', 'leads to 10.1.0.77'],
    ['forwardingOff', '■ forwarding off', '10.244.1.0/24'],
    ['pending', '◔ no route yet', 'no route yet: the node is young or does not run'],
    ['unknown', '◇ not known', 'whether the route is right could not be told'],
  ] as const)('says %s in word and shape, and what it means', (state, word, more) => {
    const hasRoute = state !== 'missing' && state !== 'pending';
    const node = aPictureNode(1, {
      state,
      prefixes: hasRoute ? ['10.244.1.0/24'] : [],
      nextHop: state === 'wrongHop' ? '10.1.0.77' : null,
    });
    const texts = textsOf(aClusterWith(aPicture({ nodes: [aPictureNode(0), node] })));

    expect(texts).toContain(word);
    expect(texts).toContain(more);
  });

  it('draws a route whose node is gone', () => {
    const route = {
      name: 'aks-apps-12345678-vmss000009____10244902',
      addressPrefix: '10.244.9.0/24',
      routeTableId: tableId,
    };
    const texts = textsOf(aClusterWith(aPicture({ staleRoutes: { count: 3, shown: [route] } })));

    expect(texts).toEqual(expect.arrayContaining(['aks-apps-12345678-vmss000009', '○ stale route', '2 more']));
  });

  it('draws what else is on the table', () => {
    const table = aPictureTable({
      foreignSubnetIds: ['/x/virtualnetworks/vnet-hub/subnets/snet-gateway'],
      otherClusterIds: ['/x/aks-other'],
    });
    const texts = textsOf(aClusterWith(aPicture({ routeTables: [table] })));

    expect(texts).toEqual(
      expect.arrayContaining(['snet-gateway', 'holds no nodes · vnet-hub', 'aks-other', '▲ also on this table']),
    );
  });

  it('draws a subnet without a route table, where no route counts', () => {
    const subnet = { id: subnetId, addressPrefixes: ['10.1.0.0/24'], routeTableId: null, capacity: 251, used: null };
    const texts = textsOf(aClusterWith(aPicture({ subnets: [subnet] })));

    expect(texts).toContain('No route table');
    expect(texts).not.toContain('● route');
    expect(texts).toContain('10.1.0.0/24 · 251 addresses, used: not known');
  });

  it('says that the routes stand in another table', () => {
    const texts = textsOf(aClusterWith(aPicture({ routeTables: [aPictureTable({ podRoutes: 0 })] })));

    expect(texts).toContain('▲ other table');
  });

  it.each([
    [{ nextHopType: 'VirtualAppliance', nextHopIpAddress: '10.90.0.4' }, '10.90.0.4', '0.0.0.0/0 to VirtualAppliance'],
    [{ nextHopType: 'Internet', nextHopIpAddress: null }, 'No way out', 'no default route in rt-shop'],
    [null, 'No way out', 'no default route in rt-shop'],
  ])('shows where user-defined routing leads: %j', (defaultRoute, title, detail) => {
    const picture = aPicture({ routeTables: [aPictureTable({ defaultRoute })] });
    const texts = textsOf(aClusterWith(picture, {}, 'userDefinedRouting'));

    expect(texts).toEqual(expect.arrayContaining([title, detail]));
  });

  it('folds the nodes of a large cluster, and does not grow with them', () => {
    const cluster = aClusterWith(aPictureOfMany(400, { nodes: [] }));
    const texts = textsOf(cluster);

    expect(texts).toEqual(
      expect.arrayContaining(['apps: 400 nodes', '400 blocks of /24', '402 of 400 routes: 400 to nodes, 2 others']),
    );
    expect(renderSvg(cluster).length).toBeLessThan(20_000);
  });

  it('lists problems of a large cluster beside the folded rest', () => {
    const node = aPictureNode(3, { state: 'missing', prefixes: [] });
    const states = { right: 397, missing: 3, wrongHop: 0, forwardingOff: 0, pending: 0, unknown: 0 };
    const picture = aPictureOfMany(400, { nodes: [node], pools: [{ name: 'apps', subnetId, count: 400, states }] });

    expect(textsOf(aClusterWith(picture))).toEqual(
      expect.arrayContaining([
        node.name,
        'apps: 397 nodes',
        'apps: 2 nodes',
        '✕ 3 nodes without a route · ● 397 nodes with their route',
      ]),
    );
  });

  it('is drawn of what is known when parts could not be read', () => {
    const unread = aPicture({
      virtualNetworks: null,
      subnets: null,
      routeTables: null,
      nodes: null,
      staleRoutes: null,
      pools: [{ name: 'apps', subnetId: null, count: 5, states: null }],
      reason: '403 on Microsoft.Network/routeTables/read',
    });
    const texts = textsOf(aClusterWith(unread, {}, null));

    expect(texts).toEqual(
      expect.arrayContaining([
        '5 nodes',
        '◇ not known',
        'Route states: 403 on Microsoft.Network/routeTables/read',
        'the outbound type is not known',
      ]),
    );
  });

  it('is drawn of a report of an earlier version, which holds no picture', () => {
    const texts = textsOf(aClusterWith(undefined));

    expect(texts).toContain('12 nodes');
    expect(texts.at(-1)).toContain('earlier version');
  });

  it('has a title and a description for those who do not see it', () => {
    const [root, title, description] = elementsOf(renderSvg(aClusterWith(aPicture())));
    if (title?.name !== 'title' || description?.name !== 'desc')
      throw new Error('The picture has no title or description.');

    expect(attr(root, 'role')).toBe('img');
    expect(attr(root, 'aria-labelledby')).toBe(`${attr(title, 'id')} ${attr(description, 'id')}`);
    expect(textContent(description)).toContain('2 nodes with their route; route table rt-shop holds 2 of 400 routes');
  });

  it('keeps hostile names as text: well formed, nothing runs and nothing is fetched', () => {
    const [hostile] = aHostileReport().clusters;
    if (hostile === undefined) throw new Error('The hostile report has no cluster.');
    for (const cluster of [hostile, aClusterWith(hostilePicture, { name: hostileText, key: 'k"><b>' }, hostileText)]) {
      const svg = renderSvg(cluster);
      const elements = elementsOf(svg);
      const attributes = elements.flatMap((element) => Object.entries(element.attributes));

      expect(
        elements.filter(({ name }) => ['script', 'image', 'a', 'use', 'foreignObject', 'img'].includes(name)),
      ).toEqual([]);
      expect(
        attributes.filter(([name, value]) => /^on|href|src/i.test(name) || /url\(|javascript:/i.test(value)),
      ).toEqual([]);
      expect(svg).not.toMatch(/[\u202A-\u202E\uFFFE\uFFFF]|(?!\n)\p{Cc}/u);
      expect(svg.length).toBeLessThan(60_000);
    }
  });

  it('fits its policy, and brings no style along where a page has it', () => {
    const hash = createHash('sha256').update(svgStyles).digest('base64');
    const cluster = aClusterWith(aPicture());

    expect(renderSvg(cluster)).toContain(`<style>${svgStyles}</style>`);
    expect(svgContentSecurityPolicy).toContain(`style-src 'sha256-${hash}'`);
    expect(markupOf(networkPictureElement(cluster))).not.toContain('<style');
    expect(svgStyles.match(/^[^@}\n][^{]*\{/gm)?.filter((rule) => !rule.includes('.network-picture'))).toEqual([]);
  });
});
