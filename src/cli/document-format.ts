import { extname } from 'node:path';
import { Option } from 'commander';

interface NamedFormat {
  readonly name: string;
  /** Where it is another word than the name. */
  readonly extension?: string;
}

/** The first is what is written where nothing says otherwise. */
type Formats<F extends NamedFormat> = readonly [F, ...F[]];

/** @param what is written: `plan` */
export function formatOption(what: string, formats: Formats<NamedFormat>): Option {
  const text = `Form of the ${what}. Left out: what the name of the output file says, else ${formats[0].name}.`;
  return new Option('--format <FORMAT>', text).choices(formats.map(({ name }) => name));
}

/** The one named, else the one that the ending of the output file names, else the first. */
export function formatFor<F extends NamedFormat>(formats: Formats<F>, named: string | undefined, output: string): F {
  const wanted = named ?? extname(output).slice(1).toLowerCase();
  return formats.find(({ name, extension }) => name === wanted || extension === wanted) ?? formats[0];
}
