/*
 * The inner modules of azurite 3.37.0 that a bundle imports. They are CommonJS: what they export as `default` is a property of what an import
 * gives, as of what `require` gives to `azurite-modules.ts`, which has the types.
 */
type Azurite = typeof import('../../functions-host/azurite/azurite-modules.ts');

declare module 'azurite/dist/src/table/TableConfiguration.js' {
  const module: Azurite['tableConfiguration'];
  export default module;
}

declare module 'azurite/dist/src/queue/QueueConfiguration.js' {
  const module: Azurite['queueConfiguration'];
  export default module;
}

declare module 'azurite/dist/src/table/TableServer.js' {
  const module: Azurite['tableServer'];
  export default module;
}

declare module 'azurite/dist/src/queue/QueueServer.js' {
  const module: Azurite['queueServer'];
  export default module;
}
