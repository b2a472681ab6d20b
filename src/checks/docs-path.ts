/** Where the page of a check is, from the root of the project: `docs/checks/RT-004.md`. */
export function docsPath(code: string): string {
  return `${docsFolder}/${code}.md`;
}

export const docsFolder = 'docs/checks';
