import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteForShell, renderCommand, renderCommands } from '../../src/checks/render-command.ts';

/** What a shell reads the text as. */
const shellReads = (argument: string) => execFileSync('sh', ['-c', `printf %s ${argument}`], { encoding: 'utf8' });

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
      fc.property(fc.oneof(argument, hostile), (text) => {
        expect(shellReads(quoteForShell(text))).toBe(text);
      }),
      { numRuns: 150 },
    );
  });
});

describe('renderCommand', () => {
  it('fills each placeholder, each time it stands there', () => {
    expect(renderCommand('az {a} --name {b} --again {a}', { a: 'x', b: 'y z' })).toBe("az x --name 'y z' --again x");
  });

  it('leaves a placeholder that nobody fills for the reader, quoted', () => {
    expect(renderCommand('az --ids {subnetId} {other}', { other: undefined })).toBe("az --ids '<subnetId>' '<other>'");
  });

  it('does not read placeholders or replacement patterns in values', () => {
    expect(renderCommand('az {a} {b}', { a: '{b}', b: '$&' })).toBe("az '{b}' '$&'");
  });

  it('keeps every value one argument, whatever it is', () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const command = renderCommand('{a} {b}', { a, b });
        expect(execFileSync('sh', ['-c', `printf '%s\\001' ${command}`], { encoding: 'utf8' })).toBe(
          `${a}\u0001${b}\u0001`,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('renderCommands', () => {
  const fix = { text: '', commands: ['get {node}', 'delete {route}'] };

  it('gives all commands for the first set of values, then for the next', () => {
    const sets = [
      { node: 'n1', route: 'r1' },
      { node: 'n2', route: 'r2' },
    ];

    expect(renderCommands(fix, sets)).toEqual(['get n1', 'delete r1', 'get n2', 'delete r2']);
  });

  it('prints a line once, however many findings it answers', () => {
    expect(
      renderCommands(fix, [
        { node: 'n', route: 'r1' },
        { node: 'n', route: 'r2' },
      ]),
    ).toEqual(['get n', 'delete r1', 'delete r2']);
  });
});
