/** A copy without the keys whose value is undefined: in ARM's answers such a key is absent. */
export function withoutUndefined(json: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined));
}
