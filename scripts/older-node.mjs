/** For `node --import`: with this a Node.js before 24 runs the sources. All of core-js in a few files: its thousands are slow to install. */
import { register } from 'node:module';
import 'core-js-bundle';

register('./strip-types.mjs', import.meta.url);
