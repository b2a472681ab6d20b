import { UsageError } from './errors.ts';

const problems: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};

/**
 * Why a file that somebody named cannot be read, as wrong usage; undefined for an error of another kind.
 * @param what whose file it is: `of --from`
 */
export function unreadableFile(error: unknown, file: string, what: string): UsageError | undefined {
  const problem = error instanceof Error && 'code' in error ? problems[String(error.code)] : undefined;
  return problem === undefined ? undefined : new UsageError(`The file ${what} ${problem}: ${file}.`, { cause: error });
}
