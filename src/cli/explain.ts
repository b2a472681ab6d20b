import { explain } from '../checks/explain.ts';
import { catalogue } from '../checks/index.ts';
import { type AddCommand, examples } from './command.ts';
import { UsageError } from './errors.ts';
import { showsColour, textWidth } from './io.ts';
import { markdownForTerminal } from './markdown-for-terminal.ts';
import { nearest } from './nearest.ts';
import { standardOutput, writeOutput } from './write-output.ts';

/** `explain CODE`: one check in full; as Markdown where standard output is no terminal. */
export const addExplain: AddCommand = (command, { io }) => {
  command
    .argument('<CODE>', 'the code of the check, as reports print it')
    .addHelpText('after', examples(['a node without a route', 'kubenet-audit explain RT-004']))
    .action(async (code: string) => {
      const page = explain(checkOf(code));
      const text = io.isTerminal.stdout
        ? markdownForTerminal(page, { width: Math.min(textWidth(io), 100), colour: showsColour(io) })
        : page;
      await writeOutput(oneChunk(text), standardOutput, io);
    });
};

function checkOf(code: string) {
  const found = catalogue.find((check) => check.code === code.trim().toUpperCase());
  if (found !== undefined) return found;
  const near = nearest(
    code,
    catalogue.map((check) => check.code),
  );
  const advice =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : '"kubenet-audit checks" lists the codes there are.';
  throw new UsageError(`There is no check ${code}. ${advice}`);
}

async function* oneChunk(text: string): AsyncGenerator<string> {
  yield text;
}
