import type { ArmClient } from '../../src/arm/arm-client.ts';

/** ARM that is asked for lists alone: a resource by its id is empty, and a query fails. */
export function clientOfLists(list: ArmClient['list']): ArmClient {
  return {
    get: async () => ({}),
    list,
    post: async () => {
      throw new Error('No query was expected.');
    },
  };
}
