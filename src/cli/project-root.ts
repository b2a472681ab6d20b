import { join } from 'node:path';

/** The folder of the clone this CLI runs from: `demo` and `serve` start the app that lies in it. */
export const projectRoot = join(import.meta.dirname, '..', '..');
