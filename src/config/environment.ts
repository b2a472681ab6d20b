/** Variables by name, as `process.env` holds them. An empty one counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;
