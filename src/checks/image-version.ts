/** A container image's reference, taken apart. */
export interface Image {
  readonly text: string;
  /** Registry and repository: `mcr.microsoft.com/oss/calico/node`. */
  readonly path: string;
  /** Undefined where it names none, or only a digest. */
  readonly tag: string | undefined;
}

export function imageOf(text: string): Image {
  const named = text.split('@')[0] ?? '';
  // A colon before the last slash is a port's.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return colon < 0
    ? { text, path: named, tag: undefined }
    : { text, path: named.slice(0, colon), tag: named.slice(colon + 1) };
}

const written = /^v?(\d+)\.(\d+)\.(\d+)(-.+)?$/;

/** Whether a tag such as `1.8.0` or `v1.8.1-rc1` is older than `than`; a pre-release is older than its release. Undefined where it is no version. */
export function isOlderVersion(tag: string | undefined, than: string): boolean | undefined {
  const [a, b] = [written.exec(tag ?? ''), written.exec(than)];
  if (a === null || b === null) return undefined;
  for (const part of [1, 2, 3]) {
    const difference = Number(a[part]) - Number(b[part]);
    if (difference !== 0) return difference < 0;
  }
  return a[4] !== undefined && b[4] === undefined;
}
