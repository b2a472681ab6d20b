const keepMs = 60_000;

/**
 * Gives what was read less than a minute ago, be it a failure: nobody makes the app read storage by asking often, least of all while
 * storage is in trouble.
 */
export function keptForAMinute<T>(read: () => Promise<T>, now: () => Date): () => Promise<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    const at = now().getTime();
    // A clock may be set back.
    if (kept === undefined || Math.abs(at - kept.at) >= keepMs) kept = { at, value: read() };
    return kept.value;
  };
}
