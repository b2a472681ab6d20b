/** What the sources use and Node.js 20 does not have yet; the packed command brings it along. */
import 'core-js/actual/array/from-async.js';
import 'core-js/actual/map/group-by.js';
import 'core-js/actual/object/group-by.js';
import 'core-js/actual/promise/with-resolvers.js';
import 'core-js/actual/regexp/escape.js';
import 'core-js/actual/set/index.js';
import 'core-js/actual/url/parse.js';
