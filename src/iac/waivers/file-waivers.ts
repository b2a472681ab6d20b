import type { OpenFolder } from '../folder/open-folder.ts';
import type { IacFinding, NotRead } from '../judge/finding.ts';
import type { Place } from '../text/place.ts';
import { findWaivers, type WrittenWaiver } from './find-waivers.ts';
import { readWaiver } from './read-waiver.ts';

type Waiver = Extract<ReturnType<typeof readWaiver>, { waiver: unknown }>['waiver'];

/** The waivers of a folder's files, as findings ask for them. */
export interface FileWaivers {
  /**
   * Null where the finding has none that counts. JSON holds no comments: there, waivers above every line that uses the value count, until the
   * first of them ends.
   */
  waiverOf(finding: Pick<IacFinding, 'at' | 'usedAt'>): Waiver | null;
  /** Those that do not count, and those that no finding asked for. To be read last. */
  troubles(): NotRead[];
}

export function fileWaivers(folder: OpenFolder, asOf: Date): FileWaivers {
  const files = new Map<string, readonly WrittenWaiver[]>();
  const asked = new Set<WrittenWaiver>();
  const places = new Map<string, number[]>();
  const waiversOf = (file: string) => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const found = findWaivers(folder.read(file)?.text.split(/\r\n|\n|\r/) ?? []);
    files.set(file, found);
    return found;
  };
  const waiverAt = ({ file, line }: Place): Waiver | null => {
    places.set(file, [...(places.get(file) ?? []), line]);
    const those = waiversOf(file).filter(({ targets }) => targets.includes(line));
    for (const each of those) asked.add(each);
    const nearest = those.at(-1);
    const reading = nearest && readWaiver(nearest.text, asOf);
    return reading !== undefined && 'waiver' in reading ? reading.waiver : null;
  };
  return {
    waiverOf({ at, usedAt }) {
      const own = waiverAt(at);
      if (own !== null || !/\.json$/i.test(at.file)) return own;
      const uses = usedAt.map(waiverAt);
      const waivers = uses.filter((each) => each !== null);
      if (waivers.length < uses.length) return null;
      return waivers.toSorted((a, b) => a.until.localeCompare(b.until))[0] ?? null;
    },
    troubles: () =>
      folder.hits.flatMap((file) =>
        waiversOf(file).flatMap((waiver) => troubleOf(waiver, file, asked.has(waiver), places.get(file) ?? [], asOf)),
      ),
  };
}

function troubleOf(
  { line, text }: WrittenWaiver,
  file: string,
  isAsked: boolean,
  places: readonly number[],
  asOf: Date,
): NotRead[] {
  const reading = readWaiver(text, asOf);
  if ('problem' in reading) return [{ file, line, reason: `the waiver does not count: ${reading.problem}` }];
  if (isAsked) return [];
  const next = places.toSorted((a, b) => a - b).find((each) => each > line);
  const where = next === undefined ? 'nothing was found below it' : `the next place that was found is line ${next}`;
  return [
    { file, line, reason: `the waiver matches nothing: it stands right above the line that it is for, and ${where}` },
  ];
}
