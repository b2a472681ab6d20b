const namesShown = 5;

/** The first few names and how many follow, for a message; evidence holds more. */
export function nameList(names: readonly string[]): string {
  const more = names.length - namesShown;
  return `${names.slice(0, namesShown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Names that evidence keeps of a long list. */
export const namesKept = 50;
