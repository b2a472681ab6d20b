/**
 * What a process that a test starts must get, whatever else is kept from it: the variables of libfaketime, so that a test and its
 * processes live on the same day, and where Node.js keeps what it compiled.
 */
export const childVariables: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && (['LD_PRELOAD', 'NODE_COMPILE_CACHE'].includes(name) || name.startsWith('FAKETIME'))
      ? [[name, value]]
      : [],
  ),
);
