import type { ClusterReport } from '../../model/report.ts';
import { renderD2 } from './d2.ts';
import { renderSvg, svgContentSecurityPolicy } from './svg.ts';

export interface DiagramFormat {
  readonly name: 'svg' | 'd2';
  readonly mediaType: string;
  /** Undefined for what no browser draws. */
  readonly contentSecurityPolicy: string | undefined;
  /** Pure: the same cluster gives the same text. */
  render(cluster: ClusterReport): string;
}

/** Every form a picture of a cluster's network has; each name is the file's ending too. */
export const diagramFormats: readonly [DiagramFormat, ...DiagramFormat[]] = [
  {
    name: 'svg',
    mediaType: 'image/svg+xml; charset=utf-8',
    contentSecurityPolicy: svgContentSecurityPolicy,
    render: renderSvg,
  },
  { name: 'd2', mediaType: 'text/plain; charset=utf-8', contentSecurityPolicy: undefined, render: renderD2 },
];
