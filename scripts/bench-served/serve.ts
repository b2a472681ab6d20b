import { join } from 'node:path';
import { startFunctionsHost } from '../../functions-host/start-functions-host.ts';

/** The app over the storage and in the folder that its arguments name, as a process of its own. It tells its parent how to ask it. */
const [connectionString = '', workingDirectory = ''] = process.argv.slice(2);
const host = await startFunctionsHost({
  appDirectory: join(import.meta.dirname, '..', '..'),
  entry: 'src/functions/main.ts',
  settings: { AzureWebJobsStorage: connectionString },
  workingDirectory,
  log: () => undefined,
});
process.on('message', () => process.send?.({ peakMegabytes: process.resourceUsage().maxRSS / 1024 }));
process.send?.({ url: host.url, key: host.functionKey });
