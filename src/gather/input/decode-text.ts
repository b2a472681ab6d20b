const encodings: readonly { readonly begins: readonly (number | undefined)[]; readonly name: string | undefined }[] = [
  // UTF-32 begins with the mark of UTF-16, so it comes first; nothing reads it.
  { begins: [0xff, 0xfe, 0, 0], name: undefined },
  { begins: [0, 0, 0xfe, 0xff], name: undefined },
  { begins: [0xff, 0xfe], name: 'utf-16le' },
  { begins: [0xfe, 0xff], name: 'utf-16be' },
  // JSON begins with two characters of ASCII, so that a zero beside one tells what a missing mark does not.
  { begins: [undefined, 0, undefined, 0], name: 'utf-16le' },
  { begins: [0, undefined, 0, undefined], name: 'utf-16be' },
];

/**
 * The text of a file, in UTF-8 or in UTF-16, which Windows PowerShell's `>` writes, without its byte order mark; undefined for an encoding
 * that is not read.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  const found = encodings.find(({ begins }) => begins.every((byte, at) => isByte(bytes[at], byte)));
  const name = found === undefined ? 'utf-8' : found.name;
  return name === undefined ? undefined : new TextDecoder(name).decode(bytes);
}

function isByte(byte: number | undefined, expected: number | undefined): boolean {
  return expected === undefined ? byte !== undefined && byte !== 0 : byte === expected;
}
