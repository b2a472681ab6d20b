/** Works on items in turn, and on the next one while whoever asks for them is busy with the one before it; never on more. */
export async function* oneAhead<T, U extends object>(
  items: Iterable<T>,
  work: (item: T) => Promise<U>,
): AsyncGenerator<U> {
  let current: Promise<U> | undefined;
  for (const item of items) {
    const done = await current;
    current = work(item);
    // Awaited in its turn; until then a failure must not count as unhandled.
    current.catch(() => undefined);
    if (done !== undefined) yield done;
  }
  if (current !== undefined) yield await current;
}
