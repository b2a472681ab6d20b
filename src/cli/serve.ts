import { readSettings } from '../config/settings.ts';
import { type AddCommand, examples } from './command.ts';
import { interruptible, untilInterrupted } from './interruptible.ts';
import { say } from './io.ts';
import { localLog } from './local-log.ts';
import { freePort } from './port.ts';
import { type LocalAppOptions, logOption, portOption } from './shared-options.ts';

/** `serve`: the app's pages on this machine, over a storage account that an app elsewhere writes to. */
export const addServe: AddCommand = (command, { io }) => {
  command
    .addOption(portOption())
    .addOption(logOption())
    .addHelpText(
      'after',
      `
The storage account is the app's: KUBENET_AUDIT_STORAGE or AzureWebJobsStorage as a connection
string, or with __accountName and the identity that this environment holds.
${examples(
  ['an account, with your own sign-in', 'KUBENET_AUDIT_STORAGE__accountName=stkubenetaudit kubenet-audit serve'],
  ['at a fixed port', 'kubenet-audit serve --port 8080'],
)}`,
    )
    .action(async ({ port, verbose }: LocalAppOptions) => {
      // Named here, before anything starts: a missing storage is this command's most likely trouble.
      readSettings(io.env);
      const free = await freePort(port);
      // What only this command needs is read here: it would slow every other one.
      const { startReportPages } = await import('../local/report-pages.ts');
      const pages = await interruptible(
        io,
        startReportPages({
          log: localLog(io, verbose === true),
          port: free,
        }),
      );
      try {
        io.stdout.write(`Report: ${pages.address('/api/report?format=html')}\n`);
        say(io, 'Press Ctrl-C to stop.');
        await untilInterrupted(io, pages.ended);
      } finally {
        await pages.stop();
      }
    });
};
