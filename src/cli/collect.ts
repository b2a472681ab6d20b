import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Recorder } from '../arm/recording-client.ts';
import { type Collected, collect } from '../audit/collect.ts';
import { kubectlLines } from '../audit/kubectl-lines.ts';
import { createRedact, type Redact } from '../audit/redact/redact.ts';
import { counted } from '../report/words.ts';
import { type AddCommand, examples } from './command.ts';
import { interruptible } from './interruptible.ts';
import { type Io, say } from './io.ts';
import { withRequestLog } from './request-log.ts';
import { addSettingOptions, azureAccess, environmentHelp, readSettingOptions } from './setting-options.ts';
import { standardOutput, writeOutput } from './write-output.ts';

/** `collect`: saves what an audit reads, for `scan --input` elsewhere. */
export const addCollect: AddCommand = (program, { io, services }) => {
  const command = program
    .command('collect')
    .description('Save what an audit reads, for an audit elsewhere.')
    .requiredOption('--out <DIR>', 'The folder to write into.')
    .option('--redact', 'Mask ids and names, and leave tag values out; an audit of the folder finds the same.');
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
  ['then, anywhere', 'kubenet-audit scan --input export'],
)}`,
    )
    .action(async ({ out, redact }: { readonly out: string; readonly redact?: boolean }) => {
      const settings = readSettingOptions(command, io);
      await mkdir(out, { recursive: true });
      const mask = redact === true ? createRedact() : (document: unknown) => document;
      const recorder = folderRecorder(out, mask);
      const collected = await withRequestLog(settings.verbose, io, () =>
        interruptible(io, collect(services.connect(settings.audit), settings.scope, recorder)),
      );
      tell(collected, out, io);
      await writeOutput(insideLines(collected, out, mask), standardOutput, io);
    });
};

/** What Azure's API does not tell, for somebody whom the clusters let in: lines for a shell, on standard output. */
async function* insideLines({ clusterIds }: Collected, out: string, mask: Redact): AsyncGenerator<string> {
  if (clusterIds.length === 0) return;
  const clusters = clusterIds.map((id) => ({ id, savedId: String(mask(id)) }));
  yield `# What runs inside the clusters, for the checks that need their own API. What kubectl prints is not masked.\n`;
  for (const line of kubectlLines(clusters, out)) yield `${line}\n`;
}

/** One file a list, numbered in the order they were read: names of resources would not all fit a file system. */
function folderRecorder(directory: string, redact: Redact): Recorder {
  let files = 0;
  const write = (name: string, document: unknown) => {
    files += 1;
    const file = join(directory, `${String(files).padStart(5, '0')}-${name}.json`);
    return writeFile(file, `${JSON.stringify(redact(document))}\n`);
  };
  return { list: (collected) => write(collected.read, collected), resource: (_id, body) => write('resource', body) };
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
