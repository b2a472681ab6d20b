import { interruptible } from './interruptible.ts';
import { type Io, say } from './io.ts';
import { standardOutput, writeOutput } from './write-output.ts';

/** Writes one whole text where `output` says. Of a file, a line says afterwards where it is: `Picture: aks-shop.svg`. */
export async function writeDocument(
  text: string,
  { output, name }: { output: string; name: string },
  io: Io,
): Promise<void> {
  await interruptible(io, writeOutput(text, output, io));
  if (output !== standardOutput) say(io, `${name}: ${output}`);
}
