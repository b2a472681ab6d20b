/** A tag's value; undefined where there is none. Azure compares tag names without case, values with. */
export function tagValue(tags: Readonly<Record<string, string>>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return Object.entries(tags).find(([each]) => each.toLowerCase() === wanted)?.[1];
}
