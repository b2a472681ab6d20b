/** What AKS has on offer on a day, and moments counted from it: an estate of any day is as old as that of any other. */
export interface Calendar {
  /** What most clusters run: months of support left, and not the newest. */
  readonly currentKubernetes: string;
  readonly newestKubernetes: string;
  /** The image of pools that are renewed every month. */
  readonly currentNodeImage: string;
  /** ISO 8601 in UTC. */
  daysAgo(days: number): string;
}

const dayMs = 86_400_000;
const leastSupportDays = 90;
const imageAgeDays = 20;

export function calendarOf(asOf: string): Calendar {
  const today = Date.parse(asOf);
  const daysAgo = (days: number) => new Date(today - days * dayMs).toISOString();
  const minor = minorSupportedOn(today + leastSupportDays * dayMs);
  return {
    currentKubernetes: `1.${minor}.6`,
    newestKubernetes: `1.${minor + 1}.2`,
    currentNodeImage: `AKSUbuntu-2404gen2containerd-${imageDate(daysAgo(imageAgeDays))}`,
    daysAgo,
  };
}

/** Standard support ends three times a year: 1.35, 1.36 and 1.37 in these months of 2027, and later minors as if that never changed. */
const lastMonths = [3, 6, 10];
const firstMinor = 35;
const firstYear = 2027;

function supportEnds(minor: number): number {
  const turns = Math.floor((minor - firstMinor) / lastMonths.length);
  const month = lastMonths[minor - firstMinor - turns * lastMonths.length] ?? 0;
  return Date.UTC(firstYear + turns, month, 1);
}

/** The oldest minor that is still supported at that time. */
function minorSupportedOn(time: number): number {
  const minor = firstMinor + Math.floor((new Date(time).getUTCFullYear() - firstYear) * lastMonths.length);
  return [minor, minor + 1, minor + 2, minor + 3].find((each) => supportEnds(each) > time) ?? minor + 3;
}

/** `202611.02.0`, as images carry the day they were made. */
function imageDate(iso: string): string {
  return `${iso.slice(0, 4)}${iso.slice(5, 7)}.${iso.slice(8, 10)}.0`;
}
