import { beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../src/checks/index.ts';
import { renderCommand } from '../../src/checks/render-command.ts';
import { refusals } from './parse-commands.ts';
import { otherValues, plausibleValues } from './plausible-values.ts';
import { writtenCommands } from './written-commands.ts';

/** Commands that the Azure CLI alone does not have. Their parsers are no part of it, so they are not checked. */
const extensions: readonly { readonly name: string; readonly commands: RegExp }[] = [
  { name: 'virtual-network-manager', commands: /^az network manager / },
  { name: 'aks-preview', commands: /^az aks update .*--(node-disruption-policy|disable-pod-identity)/ },
];
const extensionOf = (command: string) => extensions.find(({ commands }) => commands.test(command));

const printed = catalogue.flatMap(({ code, fix }) =>
  fix.commands.filter((line) => line.startsWith('az ')).map((template) => ({ code, text: fix.text, template })),
);
const filled = (template: string) =>
  [{}, ...otherValues].map((values) => renderCommand(template, { ...plausibleValues, ...values }) ?? '');
const commands = [...new Set(printed.flatMap(({ template }) => filled(template)))];
const checked = commands.filter((command) => extensionOf(command) === undefined);
const ofExtensions = printed.flatMap((each) => {
  const extension = extensionOf(each.template);
  return extension === undefined ? [] : [{ ...each, extension: extension.name }];
});
const written = writtenCommands();

describe('the real Azure CLI', () => {
  let answers: ReadonlyMap<string, string | null> = new Map();
  beforeAll(() => {
    answers = refusals([...commands, ...written.keys()]);
  });
  const refused = (lines: readonly string[]) =>
    lines
      .map((line) => ({ line, error: answers.get(line), file: written.get(line) }))
      .filter(({ error }) => error !== null);

  it('is asked with a plausible value for every placeholder of the catalogue', () => {
    const names = printed.flatMap(({ template }) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
    expect([...new Set(names)].filter((name) => !Object.hasOwn(plausibleValues, name))).toEqual([]);
  });

  it(`accepts the ${checked.length} commands of the catalogue that need no extension`, () => {
    expect(checked.length).toBeGreaterThan(50);
    expect(refused(checked)).toEqual([]);
  });

  it.each(ofExtensions)(
    'is not asked about $code, "$template": its text says that it needs the extension $extension',
    ({ text, template, extension }) => {
      expect(text).toContain(`needs the ${extension} extension of the Azure CLI`);
      // Accepted without the extension, the command belongs among those above.
      expect(refused(filled(template))).toHaveLength(filled(template).length);
    },
  );

  it(`accepts the ${written.size} commands of the documentation and of the texts of the program`, () => {
    expect(written.size).toBeGreaterThan(10);
    expect(refused([...written.keys()])).toEqual([]);
  });
});
