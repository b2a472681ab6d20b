/** What the sources use and Node.js 20 does not have yet; the packed command brings it along. */
import 'core-js/actual/array/from-async';
import 'core-js/actual/map/group-by';
import 'core-js/actual/object/group-by';
import 'core-js/actual/promise/with-resolvers';
import 'core-js/actual/regexp/escape';
import 'core-js/actual/set';
import 'core-js/actual/url/parse';
