/**
 * What the sources use and Node.js before 24 does not have yet; the packed command brings it along. The youngest of it is `RegExp.escape`:
 * where that is, all of it is.
 */
if (!('escape' in RegExp)) {
  require('core-js/actual/array/from-async.js');
  require('core-js/actual/map/group-by.js');
  require('core-js/actual/object/group-by.js');
  require('core-js/actual/promise/with-resolvers.js');
  require('core-js/actual/regexp/escape.js');
  require('core-js/actual/set/index.js');
  require('core-js/actual/url/parse.js');
}
