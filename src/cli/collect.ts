import { Option } from 'commander';
import { type Collected, collect } from '../collect/collect.ts';
import { type ClusterFolder, clusterFolders } from '../collect/inside/cluster-folders.ts';
import { kubectlLinesForBash } from '../collect/inside/kubectl-lines-for-bash.ts';
import { kubectlLinesForPowerShell } from '../collect/inside/kubectl-lines-for-powershell.ts';
import { createRedact } from '../collect/redact/redact.ts';
import { counted } from '../words/words.ts';
import { type AddCommand, examples } from './command.ts';
import { UsageError } from './errors.ts';
import { folderRecorder, savedFilesIn, tiedFolders } from './folder-recorder.ts';
import { interruptible } from './interruptible.ts';
import { type Io, say } from './io.ts';
import { makeFolder } from './make-folder.ts';
import { withRequestLog } from './request-log.ts';
import { addSettingOptions, environmentHelp, readSettingOptions } from './setting-options.ts';
import { azureAccess } from './shared-options.ts';
import { standardOutput, writeOutput } from './write-output.ts';

/** `collect`: saves what an audit reads, for `scan --input` elsewhere. */
export const addCollect: AddCommand = (command, { io, services }) => {
  command
    .requiredOption('--out <DIR>', 'The folder to write into.')
    .option(
      '--redact',
      'Mask ids, names and notes; addresses, sizes and versions stay, so an audit of the folder finds the same.',
    )
    .addOption(
      new Option('--shell <bash|powershell>', 'For which shell the lines on standard output are.')
        .choices(shells)
        .default('bash'),
    );
  addSettingOptions(command, [
    'KUBENET_AUDIT_MANAGEMENT_GROUP',
    'KUBENET_AUDIT_SUBSCRIPTION',
    'KUBENET_AUDIT_CLUSTER',
    'KUBENET_AUDIT_TAG',
    'KUBENET_AUDIT_MAX_RPS',
    ...azureAccess,
  ])
    .addHelpText(
      'after',
      `${environmentHelp}
${examples(
  ['everything the signed-in identity can see', 'kubenet-audit collect --out export'],
  ['to send to somebody else', 'kubenet-audit collect --out export --redact'],
  ['and what runs inside the clusters, where kubectl may', 'kubenet-audit collect --out export > inside.sh'],
  ['the same in PowerShell', 'kubenet-audit collect --out export --shell powershell > inside.ps1'],
  ['then, anywhere', 'kubenet-audit scan --input export'],
)}`,
    )
    .action(async ({ out, redact, shell }: CollectOptions) => {
      const settings = readSettingOptions(command, io);
      await makeFolder(out, '--out');
      const present = await savedFilesIn(out);
      if (redact === true && present.length > 0) throw new UsageError(masksWouldRepeat(out));
      const mask = redact === true ? createRedact() : (document: unknown) => document;
      const recorder = folderRecorder(out, present, mask);
      const collected = await withRequestLog(settings.verbose, io, async () =>
        interruptible(io, collect(await services.connect(settings.audit), settings.scope, recorder)),
      );
      tell(collected, out, io);
      if (present.length > 0) say(io, keptBeside(present.length));
      const clusters = collected.clusterIds.map((id) => ({ id, savedId: String(mask(id)) }));
      const folders = clusterFolders(clusters, await tiedFolders(out));
      await writeOutput(insideLines(folders, out, shell), standardOutput, io);
    });
};

interface CollectOptions {
  readonly out: string;
  readonly redact?: boolean;
  readonly shell: Shell;
}

function masksWouldRepeat(out: string): string {
  return `The folder ${out} holds other files: with --redact the same mask would stand for two things; give --out a folder of its own.`;
}

function keptBeside(files: number): string {
  return `${counted(files, 'file')} of the folder were there before and stay: an audit reads all of them, and where two differ it uses the newer and names both. Give --out a folder of its own where that is not meant.`;
}

const linesFor = { bash: kubectlLinesForBash, powershell: kubectlLinesForPowerShell };
type Shell = keyof typeof linesFor;
const shells: readonly Shell[] = ['bash', 'powershell'];

const aboutTheLines: Readonly<Record<Shell, string>> = {
  bash: 'These lines are for bash and its like only; "--shell powershell" prints them for PowerShell.',
  powershell: 'These lines are for PowerShell only; without "--shell powershell" they are for bash.',
};

/** What Azure's API does not tell, for somebody whom the clusters let in: lines for a shell, on standard output. */
async function* insideLines(folders: readonly ClusterFolder[], out: string, shell: Shell): AsyncGenerator<string> {
  if (folders.length === 0) return;
  yield `# What runs inside the clusters, for the checks that need their own API. What kubectl prints is not masked.\n`;
  yield `# ${aboutTheLines[shell]}\n`;
  for (const line of linesFor[shell](folders, out)) yield `${line}\n`;
}

function tell({ clusters, scopes, troubles, requests }: Collected, out: string, io: Io): void {
  const unreadable = scopes.filter(({ status }) => status === 'unreadable');
  const reasons = [
    ...new Set([
      ...unreadable.map(({ subscriptionId, reason }) => `${subscriptionId}: ${reason}`),
      ...troubles.map(({ reason }) => reason),
    ]),
  ];
  say(
    io,
    `Saved what an audit of ${counted(clusters, 'kubenet cluster')} reads into ${out} (${counted(requests.total, 'request')}).`,
  );
  if (clusters > 0)
    say(io, 'What runs inside the clusters is not saved; the lines that save it are on standard output.');
  for (const reason of reasons) say(io, `Not saved: ${reason}`);
}
