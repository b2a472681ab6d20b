import { knownCodes } from '../checks/index.ts';
import { settingText } from '../functions/read-waivers.ts';
import { noWaivers, type WaiverFile } from '../model/waiver.ts';
import { parseWaivers, WaiverFileError } from '../waivers/parse-waivers.ts';
import { UsageError } from './errors.ts';
import { unreadableFile } from './unreadable-file.ts';

/**
 * The waivers of `--waivers`. A person who scans can mend the file at once, so one wrong entry is wrong usage.
 * @throws {UsageError}
 */
export async function givenWaivers(value: string | undefined, asOf: Date): Promise<WaiverFile> {
  if (value === undefined) return noWaivers;
  try {
    const waivers = parseWaivers(await settingText(value), knownCodes, asOf);
    const [wrong] = waivers.refused;
    if (wrong !== undefined) throw new UsageError(`--waivers cannot be used: ${wrong.detail}`);
    return waivers;
  } catch (error) {
    if (error instanceof WaiverFileError) throw new UsageError(`--waivers: ${error.message}`, { cause: error });
    throw unreadableFile(error, value, 'of --waivers') ?? error;
  }
}
