/** In place of `startAzurite` in mutation tests: tables are in memory, so that there is nothing to start. */
export async function startAzurite() {
  return { connectionString: 'UseMemory=true', stop: async (): Promise<void> => undefined };
}
