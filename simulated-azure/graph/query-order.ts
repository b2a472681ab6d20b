/**
 * Whether the outermost pipe of a query sorts, so that every page is cut from the same sequence. A sort inside a join's
 * or a union's parentheses does not order the result.
 */
export function isOrdered(query: string): boolean {
  let outer = query.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, "''").replace(/\/\/.*$/gm, '');
  for (let before = ''; before !== outer; ) {
    before = outer;
    outer = outer.replace(/\([^()]*\)/g, '');
  }
  return /\|\s*(?:order|sort)\s+by\b|\|\s*top\b/i.test(outer);
}
