import fc from 'fast-check';

/**
 * Property tests take the same examples in every run: whether a commit passes does not depend on when, and by whom, it is tested.
 * With `EXAMPLES=any` they look for new ones, as the weekly run does.
 */
if (process.env['EXAMPLES'] !== 'any') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });
