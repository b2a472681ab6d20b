const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** What a quoted HCL text says: its escapes, and `$${` and `%%{` for braces that are none of a template. */
export function hclText(written: string): string {
  return written
    .replace(/\\(?:([nrt"\\])|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/g, (_, short, four, eight) =>
      short === undefined ? String.fromCodePoint(Number.parseInt(four ?? eight, 16)) : (escapes[short] ?? short),
    )
    .replaceAll('$${', '${')
    .replaceAll('%%{', '%{');
}
