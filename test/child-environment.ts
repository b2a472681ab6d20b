/**
 * What a process that a test starts must get, whatever else is kept from it: the variables of libfaketime, so that a test and its
 * processes live on the same day.
 */
export const clockVariables: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && (name === 'LD_PRELOAD' || name.startsWith('FAKETIME')) ? [[name, value]] : [],
  ),
);
