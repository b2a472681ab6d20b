import { D2 } from '@terrastruct/d2';
import { describe, expect, it } from 'vitest';
import { renderD2 } from '../../../src/report/diagram/d2.ts';
import { hostileText } from '../a-report.ts';
import { aClusterWith, aPicture, aPictureNode, aPictureTable, tableId } from './a-picture.ts';

// Starting D2 takes seconds, so that every test shares one.
const d2 = new D2();

async function labelsOf(text: string): Promise<string[]> {
  const { diagram } = await d2.compile(text);
  // Its types leave out what every shape has.
  return diagram.shapes.map((shape) => ('label' in shape ? String(shape.label) : ''));
}

const everything = aClusterWith(
  aPicture({
    nodes: [
      aPictureNode(0),
      aPictureNode(1, { state: 'missing', prefixes: [] }),
      aPictureNode(2, { state: 'wrongHop', nextHop: '10.1.0.77' }),
    ],
    staleRoutes: { count: 1, shown: [{ name: 'gone____1', addressPrefix: '10.244.9.0/24', routeTableId: tableId }] },
    routeTables: [aPictureTable({ otherClusterIds: ['/x/aks-other'] })],
  }),
);

describe('the picture as D2', () => {
  it('reads as it always did', async () => {
    await expect(renderD2(everything)).toMatchFileSnapshot('../golden/network.d2.golden');
  });

  it('compiles with D2 itself', async () => {
    const labels = await labelsOf(renderD2(everything));

    expect(labels).toEqual(
      expect.arrayContaining(['aks-apps-12345678-vmss000001\napps · 10.1.0.5', 'its /24 is not reached']),
    );
  });

  it('compiles when nothing is known', async () => {
    expect(await labelsOf(renderD2(aClusterWith(undefined, {}, null)))).toContain('Nodes\n12 nodes');
  });

  it('keeps hostile names as labels', async () => {
    const tricks = '$' + '{x} \\" \' | # ; { } -> a.b: ...';
    const name = `${tricks}${hostileText}`;
    const nodes = [aPictureNode(0, { name })];
    const labels = await labelsOf(renderD2(aClusterWith(aPicture({ nodes }), { name })));

    expect(labels.filter((label) => label.includes(tricks))).toHaveLength(1);
    expect(labels).toHaveLength(7);
  });
});
