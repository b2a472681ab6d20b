import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The rules of one `.gitignore`, for paths below its folder. */
interface Rules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** The `.gitignore` files that hold for a folder, the outermost first. */
export type IgnoreRules = readonly Rules[];

/** The rules of the folders above, up to the root of the repository; none where the folder is itself ignored, since it was asked for. */
export function rulesAbove(folder: string): IgnoreRules {
  const above: string[] = [];
  let isRepository = existsSync(join(folder, '.git'));
  for (let at = folder; !isRepository; ) {
    const parent = dirname(at);
    if (parent === at) return [];
    above.unshift(parent);
    isRepository = existsSync(join(parent, '.git'));
    at = parent;
  }
  const rules = above.reduce<IgnoreRules>((found, each) => withRulesOf(each, found), []);
  return isIgnored(folder, true, rules) ? [] : rules;
}

export function withRulesOf(folder: string, before: IgnoreRules): IgnoreRules {
  const file = join(folder, '.gitignore');
  if (!existsSync(file)) return before;
  return [...before, { folder, rules: ignore().add(readFileSync(file, 'utf8')) }];
}

/** The innermost rule that speaks of the path decides, as git does. */
export function isIgnored(path: string, isFolder: boolean, all: IgnoreRules): boolean {
  for (const { folder, rules } of all.toReversed()) {
    const inside = relative(folder, path).split(sep).join('/');
    const { ignored, unignored } = rules.test(isFolder ? `${inside}/` : inside);
    if (ignored || unignored) return ignored;
  }
  return false;
}
