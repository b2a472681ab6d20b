import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's heap near what is in use: most of the memory that a scan took was room for garbage, which V8 keeps once it has it. To be
 * imported before anything else is, while the heap is small.
 * @see docs/decisions/0032-the-report-is-streamed.md
 * @see docs/decisions/0033-where-memory-and-requests-went.md
 */
// The young generation doubles while much survives, up to 134 MB in Node.js 24. As an option of `node` V8 takes 1 for 2.
setFlagsFromString('--semi-space-growth-factor=1');
// What the old one may grow by before it is collected, buffers outside it counted: up to four times without this.
setFlagsFromString('--heap-growing-percent=20');
// Without this nothing young is collected while the old is being marked: 100 ms of garbage, 30 MB of it where nothing is waited for.
setFlagsFromString('--no-separate-gc-phases');
