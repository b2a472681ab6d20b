/** Services, and how to make sure of the tables they stand on. */
interface Made<T> {
  readonly services: T;
  ensure(): Promise<void>;
}

/** Somebody may delete a table while the app runs: within so long it is there again. */
const ensureEveryMs = 60_000;

/** Services that are made at the first use in the process; where that fails, the next use tries anew. */
export function lastingServices<T>(make: () => Promise<Made<T>>, now: () => Date): () => Promise<T> {
  let kept: { readonly made: Promise<Made<T>>; ensuredAt: number } | undefined;

  async function ensured(current: NonNullable<typeof kept>): Promise<T> {
    const { services, ensure } = await current.made;
    const time = now().getTime();
    if (Math.abs(time - current.ensuredAt) >= ensureEveryMs) {
      await ensure();
      current.ensuredAt = time;
    }
    return services;
  }

  return async () => {
    const current = kept ?? { made: make(), ensuredAt: Number.NEGATIVE_INFINITY };
    kept = current;
    try {
      return await ensured(current);
    } catch (error) {
      if (kept === current) kept = undefined;
      throw error;
    }
  };
}
