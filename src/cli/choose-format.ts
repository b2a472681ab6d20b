import { extname } from 'node:path';
import { type Format, formats } from '../report/formats.ts';
import { UsageError } from './errors.ts';
import type { Io } from './io.ts';
import { standardOutput } from './write-output.ts';

/**
 * The format named, else the one the output file's ending names, else the table, or Markdown for a summary.
 * @throws {UsageError} for a name there is no format of, for a summary that is not Markdown, and for bytes that would go to a terminal
 */
export function chooseFormat(
  named: string | undefined,
  output: string,
  io: Pick<Io, 'isTerminal'>,
  { isSummary = false }: { readonly isSummary?: boolean | undefined } = {},
): Format {
  const format = named === undefined ? formatOfFile(output, isSummary ? 'md' : 'table') : formatNamed(named);
  if (isSummary && format.name !== 'md') throw new UsageError(`--summary is Markdown, not ${format.name}.`);
  if (!isText(format) && output === standardOutput && io.isTerminal.stdout) {
    throw new UsageError(`${format.name} is not for a terminal: give --output FILE.`);
  }
  return format;
}

function formatNamed(name: string): Format {
  const found = formats.find((format) => format.name === name.trim().toLowerCase());
  if (found !== undefined) return found;
  const names = formats.map((format) => format.name);
  throw new UsageError(`--format ${name} is not known: expected ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`);
}

function formatOfFile(output: string, otherwise: string): Format {
  const extension = extname(output).slice(1).toLowerCase();
  return formats.find((format) => format.extension === extension) ?? formatNamed(otherwise);
}

function isText({ mediaType }: Format): boolean {
  return /^text\/|json/.test(mediaType);
}
