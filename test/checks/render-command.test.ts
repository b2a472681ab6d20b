import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandEffect, notListed } from '../../src/checks/command-effect.ts';
import { catalogue } from '../../src/checks/index.ts';
import {
  commandTemplates,
  quoteForShell,
  quoteForShells,
  renderCommand,
  renderCommands,
} from '../../src/checks/render-command.ts';

/** What a shell reads the arguments as: one shell for all, since a text that held it up or ended it would be seen as well. */
const shellReads = (quoted: readonly string[]): string[] =>
  execFileSync('sh', ['-c', quoted.map((each) => `printf '%s\\0' ${each}`).join('\n')], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** As many at once as a shell may read quickly; 150 in all. */
const several = (texts: fc.Arbitrary<string>) => fc.array(texts, { minLength: 15, maxLength: 15 });
const numRuns = 10;

/** No text with a NUL can be an argument of a process, and a lone surrogate is no text that a shell could print. */
const argument = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((text) => !text.includes('\0') && text.isWellFormed());
const hostile = fc
  .array(
    fc.constantFrom("'", '"', '$(id)', '`id`', '\\', '\n', ' ', ';', '&', '|', '*', '~', '!', '#', '<x>', '{a}', 'a'),
    {
      maxLength: 12,
    },
  )
  .map((parts) => parts.join(''));

describe('quoteForShell', () => {
  it.each(['aks-shop', 'MC_rg_aks_westeurope', '/subscriptions/0/resourceGroups/rg', '10.0.0.0/8', '::/0'])(
    'leaves %s as it is',
    (text) => {
      expect(quoteForShell(text)).toBe(text);
    },
  );

  it.each([
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", `'it'\\''s'`],
    ['$(id)', "'$(id)'"],
    ['~', "'~'"],
  ])('quotes %j', (text, quoted) => {
    expect(quoteForShell(text)).toBe(quoted);
  });

  it('is read back by a real shell as the text that went in', () => {
    fc.assert(
      fc.property(several(fc.oneof(argument, hostile)), (texts) => {
        expect(shellReads(texts.map(quoteForShell))).toEqual(texts);
      }),
      { numRuns },
    );
  });
});

/** @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_numeric_literals */
const powerShellNumber = new RegExp(
  [
    '^(0x[0-9a-f]+|0b[01]+|\\d+|\\d+\\.\\d*(e[+-]?\\d+)?|\\.\\d+(e[+-]?\\d+)?|\\d+e[+-]?\\d+)',
    '(y|uy|s|us|l|u|ul|d|n)?(kb|mb|gb|tb|pb)?$',
  ].join(''),
  'i',
);

/**
 * What PowerShell reads one argument as: text between single quotes, in which the typographic ones end it too, or bare text without any
 * character of its grammar. Undefined where it would read something else.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing
 */
function powerShellReads(argument: string): string | undefined {
  const quoted = /^'([^'\u2018\u2019\u201a\u201b]*)'$/u.exec(argument)?.[1];
  if (quoted !== undefined) return quoted === '' ? undefined : quoted;
  const isOtherNumber = powerShellNumber.test(argument) && !/^\d+$/.test(argument);
  return /^[\w./][\w./:-]*$|^\d+%$/.test(argument) && !isOtherNumber ? argument : undefined;
}

describe('quoteForShells', () => {
  it.each([
    'aks-shop',
    '/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/rg',
    '10.0.0.0/8',
    '20',
    '1.34.2',
    '3a',
    '33%',
  ])('carries %s', (text) => {
    const quoted = quoteForShells(text) ?? '';
    expect([shellReads([quoted]), powerShellReads(quoted)]).toEqual([[text], text]);
  });

  it.each([
    ['rg(1)', "'rg(1)'"],
    ['rg-größe', "'rg-größe'"],
    ['1.34', "'1.34'"],
    ['3u', "'3u'"],
    ['3.', "'3.'"],
    ['::/0', "'::/0'"],
  ])('quotes %s', (text, quoted) => {
    expect(quoteForShells(text)).toBe(quoted);
  });

  it.each([
    '',
    "it's",
    'it\u2019s',
    'a b',
    '-n',
    '$(id)',
    '"',
    'a;b',
    'a&b',
    'a|b',
    '<x>',
    '`id`',
    'a\nb',
    '%PATH%',
    '@x',
  ])('gives up on %j', (text) => {
    expect(quoteForShells(text)).toBeUndefined();
  });

  it('is read back by both shells as the text that went in, or not printed at all', () => {
    fc.assert(
      fc.property(several(fc.oneof(argument, hostile, fc.stringMatching(/^[\w.():/%-]{1,20}$/))), (texts) => {
        const printed = texts.flatMap((text) => {
          const quoted = quoteForShells(text);
          return quoted === undefined ? [] : [{ text, quoted }];
        });
        const meant = printed.map(({ text }) => text);
        expect(shellReads(printed.map(({ quoted }) => quoted))).toEqual(meant);
        expect(printed.map(({ quoted }) => powerShellReads(quoted))).toEqual(meant);
      }),
      { numRuns },
    );
  });
});

describe('renderCommand', () => {
  it('fills each placeholder, each time it stands there', () => {
    expect(renderCommand('az {a} --name {b} --again {a}', { a: 'x', b: 'y(z)' })).toBe("az x --name 'y(z)' --again x");
  });

  it('leaves a placeholder that nobody fills for the reader, quoted', () => {
    expect(renderCommand('az --ids {subnetId} {other}', { other: undefined })).toBe("az --ids '<subnetId>' '<other>'");
  });

  it('prints nothing where a name is outside the rules of Azure', () => {
    expect(renderCommand('az {a}', { a: "it's" })).toBeUndefined();
    expect(renderCommand('az {a}', { a: '$&' })).toBeUndefined();
  });
});

describe('renderCommands', () => {
  const fix = {
    text: '',
    commands: ['az aks show --name {node}', 'az network route-table route delete --name {route}'],
  };
  const deletion = (route: string) =>
    `# CANNOT BE UNDONE: the route is gone at once, and whatever it carries is cut off.\naz network route-table route delete --name ${route}`;

  it('gives all commands for the first set of values, then for the next', () => {
    const sets = [
      { node: 'n1', route: 'r1' },
      { node: 'n2', route: 'r2' },
    ];

    expect(renderCommands(fix, sets).commands).toEqual([
      'az aks show --name n1',
      deletion('r1'),
      'az aks show --name n2',
      deletion('r2'),
    ]);
  });

  it('prints a line once, however many findings it answers', () => {
    expect(
      renderCommands(fix, [
        { node: 'n', route: 'r1' },
        { node: 'n', route: 'r2' },
      ]).commands,
    ).toEqual(['az aks show --name n', deletion('r1'), deletion('r2')]);
  });

  it('says that a command is missing', () => {
    expect(renderCommands(fix, [{ node: 'n', route: "o'r" }])).toEqual({
      commands: ['az aks show --name n'],
      incomplete: true,
    });
  });
});

describe('the commands of the catalogue', () => {
  const all = catalogue.flatMap(({ code, fix }) => commandTemplates(fix).map((command) => ({ code, command })));

  it.each(all)('$code names the subscription, or the context: $command', ({ command }) => {
    const line = command.split('\n').at(-1) ?? '';
    const named = /^az .*(--subscription \{\w*[sS]ubscription\}|--(ids|resource-id) \{\w+Id\})/;
    expect(line).toMatch(/^az /.test(line) ? named : /^(kubectl --context|helm .*--kube-context) \{cluster\}/);
  });

  it.each(all)('$code has written down what it does: $command', ({ command }) => {
    const line = command.split('\n').at(-1) ?? '';
    expect(commandEffect(line) === notListed ? 'a rule is missing in src/checks/command-effect.ts' : '').toBe('');
  });

  it.each(all)('$code reads the same in PowerShell: $command', ({ command }) => {
    const line = command.split('\n').at(-1) ?? '';
    expect(line).not.toMatch(/['`$;|&<>@\\]|""/);
    for (const quoted of line.match(/"[^"]*"/g) ?? []) expect(quoted).toMatch(/^"[\w ,*=:.-]+"$/);
    for (const comment of command.split('\n').slice(0, -1)) expect(comment).toMatch(/^# [\w ,.:]+$/);
  });

  it.each(
    all.filter(
      ({ command }) =>
        /\b(delete|delete-machines|uninstall)\b|az aks upgrade|mode overlay/.test(command) &&
        !/aks create/.test(command),
    ),
  )('$code marks what cannot be undone: $command', ({ command }) => {
    expect(command).toMatch(/^# CANNOT BE UNDONE: /);
  });
});
