import { piecesOf } from '../value/pieces.ts';
import { mapped, nullValue, scalar, type Value } from '../value/value.ts';

/** The resource group that an id names, the subscription's part of which need not be known. */
export function groupOfId(id: Value | undefined): Value | undefined {
  return (
    id &&
    mapped(id, (each) => {
      const written = /\/resourceGroups\/([^/]+)/i.exec(piecesOf(each).at(-1) ?? '')?.[1];
      if (written !== undefined) return scalar(written, each.at);
      return each.kind === 'unknown' ? each : nullValue(each.at);
    })
  );
}
