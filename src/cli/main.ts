import { randomUUID } from 'node:crypto';
import { Command, CommanderError, Help } from 'commander';
import { SettingError } from '../config/errors.ts';
import { productVersion } from '../config/product-version.ts';
import { plainLine } from '../words/plain-text.ts';
import type { CommandContext, Services } from './command.ts';
import { commands } from './commands.ts';
import { describeError } from './describe-error.ts';
import { InterruptedError, UsageError } from './errors.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { type Io, say } from './io.ts';
import { isClosedPipe } from './write-output.ts';

// What only some commands need is read when it is needed: it would slow every other one.
const standardServices: Services = {
  connect: async (settings) => (await import('../audit/sources.ts')).connectToAzure(settings),
  newRunId: randomUUID,
  startDemo: async (options) => (await import('../local/demo.ts')).startDemo(options),
};

/** Runs one command and answers its exit code. Never throws, and ends no process. */
export async function main(argv: readonly string[], io: Io, services: Services = standardServices): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  let broken: unknown;
  // Without a listener a reader that went away would end the process with a stack trace.
  const onBroken = (error: unknown) => {
    broken = error;
  };
  io.stdout.on('error', onBroken);
  io.stderr.on('error', onBroken);
  const exitWith = (given: ExitCode) => {
    code = given;
  };
  const program = createProgram(io);
  try {
    await addCommands(program, argv, { io, services, exitWith });
    await program.parseAsync([...argv], { from: 'user' });
    if (broken !== undefined) throw broken;
    return code;
  } catch (error) {
    if (isClosedPipe(error)) return code;
    if (error instanceof CommanderError) return endOfParsing(error, helpCommand(program, argv), io);
    return failure(error, isVerbose(argv, io), io);
  } finally {
    io.stdout.off('error', onBroken);
    io.stderr.off('error', onBroken);
  }
}

function createProgram(io: Io): Command {
  return new Command('kubenet-audit')
    .description(
      'Finds the AKS clusters that still use kubenet, checks their route tables and headroom, and says what stops each from moving to Azure CNI Overlay.',
    )
    .version(productVersion, '-V, --version', 'Show the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // Said by `endOfParsing`, in one line.
      outputError: () => {},
      getOutHelpWidth: () => io.columns ?? 100,
      getErrHelpWidth: () => io.columns ?? 100,
    });
}

/** Completes those that the command line names; of the others the help says what the list says. */
async function addCommands(program: Command, argv: readonly string[], context: CommandContext): Promise<void> {
  const lines = new Map<Command, string>();
  program.configureHelp({
    subcommandTerm: (command) => lines.get(command) ?? new Help().subcommandTerm(command),
  });
  for (const { line, description, load } of commands) {
    const [name = ''] = line.split(' ');
    const command = program.command(name).description(description);
    lines.set(command, line);
    // To complete words of a command line takes all of them.
    if (argv.includes(name) || argv.includes('completion')) (await load())(command, context);
  }
}

/** Help and the version end parsing too. */
function endOfParsing({ exitCode, code, message }: CommanderError, help: string, io: Io): ExitCode {
  if (exitCode === 0) return exitCodes.done;
  // Help for want of a command has said everything.
  if (code !== 'commander.help') say(io, `kubenet-audit: ${plainLine(message.replace(/^error: /, ''))}; see ${help}`);
  return exitCodes.wrongUsage;
}

function failure(error: unknown, verbose: boolean, io: Io): ExitCode {
  if (error instanceof InterruptedError) return exitCodes.interrupted;
  say(io, `kubenet-audit: ${describeError(error)}`);
  if (error instanceof UsageError || error instanceof SettingError) return exitCodes.wrongUsage;
  if (verbose) say(io, stackOf(error));
  return exitCodes.failed;
}

function helpCommand(program: Command, [first]: readonly string[]): string {
  const command = program.commands.find((each) => each.name() === first);
  return command === undefined ? 'kubenet-audit --help' : `kubenet-audit ${command.name()} --help`;
}

function isVerbose(argv: readonly string[], { env }: Io): boolean {
  return argv.includes('--verbose') || /^(1|true|yes|on)$/i.test(env['KUBENET_AUDIT_VERBOSE'] ?? '');
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
