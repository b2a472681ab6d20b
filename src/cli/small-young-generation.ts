import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's young generation as small as it begins. It doubles while much survives, up to 134 MB in Node.js 24, and an audit is all
 * survival: most of the memory that a scan took was room for garbage. To be imported before anything else is, while it is small; as an
 * option of `node` V8 takes 1 for 2.
 * @see docs/decisions/0033-where-memory-and-requests-went.md
 */
setFlagsFromString('--semi-space-growth-factor=1');
