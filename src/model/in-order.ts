/** Works on up to `ahead` items at once and gives the results in the order of the items; takes no more items than it must. */
export async function* mapInOrder<T, U>(
  items: AsyncIterable<T> | Iterable<T>,
  ahead: number,
  work: (item: T) => Promise<U>,
): AsyncGenerator<U> {
  const pending: Promise<U>[] = [];
  for await (const item of items) {
    const result = work(item);
    // Awaited in its turn; until then a failure must not count as unhandled.
    result.catch(() => undefined);
    pending.push(result);
    const [next] = pending.length >= ahead ? pending.splice(0, 1) : [];
    if (next !== undefined) yield await next;
  }
  for (const result of pending) yield await result;
}
