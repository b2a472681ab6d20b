import {
  closeSync,
  type Dirent,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { NotRead } from '../judge/finding.ts';
import type { SourceText } from '../text/place.ts';
import { sourceText } from '../text/source-text.ts';
import type { FolderFiles } from './folder-files.ts';
import { type IgnoreRules, isIgnored, rulesAbove, withRulesOf } from './ignored.ts';
import { couldBeCode, isSupporting, isYaml, skippedFolders, words } from './kinds.ts';
import { mayHoldWords } from './may-hold-words.ts';

export interface OpenFolder extends FolderFiles {
  readonly notRead: readonly NotRead[];
  /** How many files were looked at. */
  readonly looked: number;
}

/** A file above it is looked through, and named where it holds a word of the matter: no parser is given so much. */
const largestParsed = 4 * 1024 * 1024;
/** A file above it is named without a look. */
const largestLooked = 32 * 1024 * 1024;
const firstPiece = 64 * 1024;

/**
 * Walks a folder, or takes a single file, and looks through what could be code for the words of the matter. Reads nothing outside it:
 * links are not followed. Nothing is executed. Every file is looked at once, and only those with a word are kept.
 */
export function openFolder(path: string): OpenFolder {
  const stats = lstatSync(path);
  const root = realpathSync(stats.isDirectory() || stats.isSymbolicLink() ? path : dirname(path));
  const walk = new Walk(root);
  if (stats.isFile()) walk.look(basename(path), []);
  else walk.folder('', rulesAbove(root));
  return walk.result();
}

/** What a look at a file found: whether it holds a word of the matter, or why it is not read. */
interface Found {
  readonly isHit: boolean;
  readonly reason?: string;
  readonly calls?: boolean;
}

class Walk {
  readonly #root: string;
  readonly #paths: string[] = [];
  readonly #hits: string[] = [];
  readonly #callers = new Set<string>();
  readonly #notRead: NotRead[] = [];
  readonly #piece = Buffer.allocUnsafe(firstPiece);
  readonly #texts = new Map<string, SourceText>();
  #looked = 0;

  constructor(root: string) {
    this.#root = root;
  }

  result(): OpenFolder {
    return {
      paths: this.#paths.sort(),
      hits: this.#hits.sort(),
      callers: this.#callers,
      notRead: this.#notRead,
      looked: this.#looked,
      read: (path) => this.#read(path),
    };
  }

  /** @param folder with slashes; empty for the root itself */
  folder(folder: string, before: IgnoreRules): void {
    const entries = this.#entriesOf(folder);
    const full = join(this.#root, folder);
    const rules = entries.some(({ name }) => name === '.gitignore') ? withRulesOf(full, before) : before;
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!skippedFolders.has(entry.name) && !isIgnored(join(full, entry.name), true, rules))
          this.folder(path, rules);
      } else if (entry.isSymbolicLink()) this.#link(path);
      else if (entry.isFile() && couldBeCode(entry.name)) this.look(path, rules);
    }
  }

  /**
   * Keeps the file where it holds a word, or supports those that do. Whether git ignores it is asked of these few only: the question costs
   * more than a look.
   */
  look(file: string, rules: IgnoreRules): void {
    const { isHit, reason, calls = false } = this.#searched(file);
    const isSupport = isSupporting(file) || (calls && isYaml(file));
    const isKept = isHit || reason !== undefined || isSupport;
    if (isKept && isIgnored(join(this.#root, file), false, rules)) return;
    this.#looked += 1;
    if (reason !== undefined) this.#notRead.push({ file, line: undefined, reason });
    if (isHit) this.#hits.push(file);
    if (isHit || (reason === undefined && isSupport)) this.#paths.push(file);
    if (calls && isSupport) this.#callers.add(file);
  }

  #searched(file: string): Found {
    try {
      return this.#search(file);
    } catch (error) {
      return { isHit: false, reason: reasonOf(error) };
    }
  }

  #entriesOf(folder: string): Dirent[] {
    try {
      return readdirSync(join(this.#root, folder), { withFileTypes: true });
    } catch (error) {
      this.#notRead.push({ file: folder, line: undefined, reason: reasonOf(error) });
      return [];
    }
  }

  /** What a link inside the folder leads to is met by its own name. */
  #link(path: string): void {
    const target = realTarget(join(this.#root, path));
    const leadsOut = target !== undefined && target !== this.#root && !target.startsWith(this.#root + sep);
    if (leadsOut)
      this.#notRead.push({
        file: path,
        line: undefined,
        reason: 'it is a link out of the folder, and was not followed',
      });
  }

  #search(file: string): Found {
    const descriptor = openSync(`${this.#root}/${file}`, 'r');
    try {
      const length = readSync(descriptor, this.#piece, 0, firstPiece, 0);
      if (length < firstPiece) return searched(file, this.#piece.subarray(0, length));
      const { size } = fstatSync(descriptor);
      if (size > largestLooked)
        return { isHit: false, reason: `it is too large (${mebibytes(size)} MiB): look through it by hand` };
      const found = searched(file, readFileSync(join(this.#root, file)));
      if (!found.isHit || size <= largestParsed) return found;
      return {
        isHit: false,
        reason: `it speaks of network plugins or clusters, and is too large to parse (${mebibytes(size)} MiB)`,
      };
    } finally {
      closeSync(descriptor);
    }
  }

  #read(path: string): SourceText | undefined {
    const known = this.#texts.get(path);
    if (known !== undefined) return known;
    const full = join(this.#root, path);
    const target = realTarget(full);
    if (target !== full || lstatSync(full).size > largestParsed || !lstatSync(full).isFile()) return undefined;
    const source = sourceText(path, decoded(readFileSync(full)));
    // The others are read once and not kept: of a large repository they would be most of what is in memory.
    if (this.#hits.includes(path)) this.#texts.set(path, source);
    return source;
  }
}

function realTarget(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      ['ENOENT', 'ELOOP', 'EACCES', 'ENOTDIR'].includes(String(error.code))
    )
      return undefined;
    throw error;
  }
}

function searched(file: string, bytes: Buffer): Found {
  if (isUtf16(bytes)) return { isHit: words.test(decoded(bytes)), calls: true };
  const isHit = mayHoldWords(bytes) && words.test(bytes.toString('latin1'));
  if (isHit && bytes.includes(0)) return { isHit: false, reason: 'it is binary' };
  return { isHit, calls: callMarksOf(file).some((mark) => bytes.includes(mark)) };
}

function callMarksOf(file: string): readonly string[] {
  if (isYaml(file)) return callMarksInYaml;
  return isSupporting(file) ? callMarks : [];
}

const callMarks = ['"./', '"../'];
/** Of Azure Pipelines and of GitHub: a manifest's `template:` has nothing behind it. */
const callMarksInYaml = ['template: ', 'uses: ./', 'uses: "./', "uses: './"];

/** Windows PowerShell writes UTF-16 with a byte order mark. */
function isUtf16(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xfe;
}

function decoded(bytes: Buffer): string {
  return isUtf16(bytes) ? bytes.subarray(2).toString('utf16le') : bytes.toString('utf8').replace(/^\uFEFF/, '');
}

function mebibytes(size: number): number {
  return Math.round(size / 1024 / 1024);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  ENOENT: 'it went away',
  ELOOP: 'its links lead in a circle',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error && 'code' in error)) throw error;
  return reasons[String(error.code)] ?? error.message;
}
