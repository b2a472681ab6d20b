/**
 * Which of the offers the asker likes best by its `Accept`, of equals the one that is named more exactly, then the first; undefined where it likes none. Parameters other than `q`
 * do not count.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1
 */
export function preferred<T extends { readonly mediaType: string }>(
  accept: string | null,
  offers: readonly T[],
): T | undefined {
  const ranges = (accept?.trim() || '*/*').split(',').map(readRange);
  let best: { readonly offer: T; readonly rank: number } | undefined;
  for (const offer of offers) {
    const rank = rankOf(offer.mediaType, ranges);
    if (rank > (best?.rank ?? 0)) best = { offer, rank };
  }
  return best?.offer;
}

interface Range {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

function readRange(text: string): Range {
  const [media = '', ...parameters] = text
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const [type = '', subtype = ''] = media.split('/');
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return { type, subtype, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The most specific range decides, whatever the others say. Qualities have three digits at most; below them stands how exact it is. */
function rankOf(mediaType: string, ranges: readonly Range[]): number {
  const [type = '', subtype = ''] = (mediaType.split(';')[0] ?? '').split('/');
  const bySpecificity = [
    ranges.find((range) => range.type === type && range.subtype === subtype),
    ranges.find((range) => range.type === type && range.subtype === '*'),
    ranges.find((range) => range.type === '*'),
  ];
  const at = bySpecificity.findIndex((range) => range !== undefined);
  const quality = bySpecificity[at]?.quality ?? 0;
  return quality === 0 ? 0 : quality + (3 - at) / 10_000;
}
