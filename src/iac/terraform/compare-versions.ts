/** Orders versions by their numbers; what is missing counts as 0, and a pre-release as its release. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.replace(/^v/, '').split(/[-+]/)[0]?.split('.').map(Number) ?? []);
  for (let index = 0; index < Math.max(x?.length ?? 0, y?.length ?? 0); index += 1) {
    const difference = (x?.[index] ?? 0) - (y?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
