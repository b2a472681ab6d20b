import { saveAsJson } from './list-files.ts';

/** Texts that commands leave where JSON was meant, by how they begin. */
const otherTexts: readonly { readonly begins: RegExp; readonly what: string }[] = [
  { begins: /^\s*$/, what: 'It is empty, as a command that failed leaves it: run it again, and' },
  { begins: /^\s*(ERROR|az): /, what: 'It holds what the Azure CLI said when it failed. Mend that, then' },
  {
    begins: /^\s*WARNING: /,
    what: 'It begins with a warning of the Azure CLI: save standard output only (no "2>&1" or "*>"), and',
  },
  { begins: /^\s*</, what: 'It is HTML or XML. Instead,' },
  {
    begins: /^\s*(\S.*\r?\n)?[-+| ]*-{3,}[-+| ]*\r?\n/,
    what: 'It is a table, which leaves out most of a resource. Instead,',
  },
  {
    begins: /^\s*\w+ *: .*\r?\n\w+ *: /,
    what: 'It is what PowerShell shows a person: pipe the objects through "ConvertTo-Json -Depth 20", or',
  },
  { begins: /^\s*(- )?\w+:( |\r?\n)/, what: 'It is YAML. Instead,' },
];

/** V8 says so of a text that goes on after its first document. */
const goesOn = /after JSON at position (\d+)/;
const endsTooSoon = /Unexpected end of JSON input|Unterminated/;

/** What a text is that could not be parsed, and what to run instead. */
export function whyNotJson(text: string, { message }: SyntaxError): string {
  const other = otherTexts.find(({ begins }) => begins.test(text.slice(0, longestBeginning)));
  if (other !== undefined) return `It is not JSON. ${other.what} ${saveAsJson}.`;
  const rest = text.slice(Number(goesOn.exec(message)?.[1] ?? text.length)).trimStart();
  if (/^[[{]/.test(rest)) {
    return `It is not JSON but several documents, one after the other: give each a file of its own, or put each on a line with "jq -c . FILE > FILE.ndjson".`;
  }
  if (rest !== '') return `It is not JSON: ${message}. What follows is no part of it: save standard output only.`;
  if (endsTooSoon.test(message)) return `It is not JSON: ${message}. It ends too soon: save it again.`;
  return `It is not JSON: ${message}. Instead, ${saveAsJson}.`;
}

/** Enough to tell a form by; a line may be as long as the file. */
const longestBeginning = 4096;
