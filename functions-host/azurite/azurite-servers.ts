import { join } from 'node:path';
import { queueConfiguration, queueServer, tableConfiguration, tableServer } from './azurite-modules.ts';

const loopback = '127.0.0.1';
const keepAliveSeconds = 5;

/** In memory where no directory is given; a free port for 0. */
export function createTableServer(directory: string | undefined, port: number) {
  const common = commonArguments(directory === undefined);
  const database = join(directory ?? '', 'table.json');
  return new tableServer.default(
    new tableConfiguration.default(loopback, port, keepAliveSeconds, database, false, false, undefined, ...common),
  );
}

/** In memory where no directory is given; a free port for 0. */
export function createQueueServer(directory: string | undefined, port: number) {
  const path = (name: string) => join(directory ?? '', name);
  const extents = [{ locationId: 'Default', locationPath: path('queue-messages'), maxConcurrency: 50 }];
  return new queueServer.default(
    new queueConfiguration.default(
      loopback,
      port,
      keepAliveSeconds,
      path('queue.json'),
      path('queue-extents.json'),
      extents,
      false,
      undefined,
      false,
      ...commonArguments(directory === undefined),
    ),
  );
}

/** No log file, strict, any API version (a newer SDK than the emulator still works), plain HTTP, path-style addresses. */
function commonArguments(isMemoryPersistence: boolean) {
  return [undefined, false, true, undefined, undefined, undefined, undefined, true, isMemoryPersistence] as const;
}
