import { readFileSync, writeFileSync } from 'node:fs';
import { startFunctionsHost } from '../../functions-host/start-functions-host.ts';

/**
 * A built app over the storage and in the folder that its arguments name, as a process of its own. It tells its parent how to ask it, and
 * answers every message with the most memory it held since the last, and the processor's time it took so far.
 */
const [appDirectory = '', connectionString = '', workingDirectory = ''] = process.argv.slice(2);
const host = await startFunctionsHost({
  appDirectory,
  settings: { AzureWebJobsStorage: connectionString },
  workingDirectory,
  log: () => undefined,
});
process.on('message', () => process.send?.({ peakMegabytes: takePeak(), cpuSeconds: cpuSeconds() }));
process.send?.({ url: host.url, key: host.functionKey });

/** @see https://docs.kernel.org/filesystems/proc.html on `clear_refs` */
function takePeak(): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  writeFileSync('/proc/self/clear_refs', '5');
  return Number(kibibytes) / 1024;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
