/** What a bundle has in place of `azurite-modules.ts`: the same, by imports that a bundler follows. */
export { default as queueConfiguration } from 'azurite/dist/src/queue/QueueConfiguration.js';
export { default as queueServer } from 'azurite/dist/src/queue/QueueServer.js';
export { default as tableConfiguration } from 'azurite/dist/src/table/TableConfiguration.js';
export { default as tableServer } from 'azurite/dist/src/table/TableServer.js';
