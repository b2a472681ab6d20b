/** What a check says about itself for people: changing a word of it breaks nothing that a test could name. */
const textNames = new Set(['title', 'failureTitle', 'condition', 'why', 'fix', 'sources']);

/** Whether the object is a check: nothing else has both a code and severities. */
function isCheck(node) {
  const names = node?.type === 'ObjectExpression' ? node.properties.map(({ key }) => key?.name) : [];
  return names.includes('code') && names.includes('severities');
}

/**
 * Stryker leaves the texts of the catalogue alone.
 * @see https://stryker-mutator.io/docs/stryker-js/disable-mutants/#using-an-ignore-plugin
 */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'check-texts',
    value: {
      shouldIgnore({ node, parentPath }) {
        if (node.type !== 'ObjectProperty' || !textNames.has(node.key.name) || !isCheck(parentPath?.node)) return;
        return 'A text of the catalogue.';
      },
    },
  },
];
