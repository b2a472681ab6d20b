import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/checks/index.ts';
import { commandTemplates } from '../../src/checks/render-command.ts';
import { bashOnly, commandsIn } from './shell-commands.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A fenced block of commands: `sh` is read alike by bash and PowerShell, the others by one of them only. */
interface Block {
  readonly file: string;
  readonly language: 'sh' | 'bash' | 'powershell';
  readonly text: string;
}

const fenced = /^ *```(sh|bash|powershell)\n([\s\S]*?)^ *```/gm;

const blocks = globSync(['*.md', 'docs/*.md', 'docs/checks/*.md', 'examples/*.md'], { cwd: root }).flatMap((file) =>
  [...readFileSync(`${root}${file}`, 'utf8').matchAll(fenced)].map(([, language, text = '']): Block => {
    return { file, language: language === 'bash' || language === 'powershell' ? language : 'sh', text };
  }),
);

describe('the blocks of commands in the documentation', () => {
  it('are many', () => {
    expect(blocks.filter(({ language }) => language === 'sh').length).toBeGreaterThan(50);
    expect(blocks.filter(({ language }) => language === 'bash').length).toBeGreaterThan(3);
  });

  it('say where they are for bash only, with the same for PowerShell beside them', () => {
    const alone = blocks.flatMap(({ file, language, text }, at) => {
      if (language !== 'bash') return [];
      const next = blocks[at + 1];
      const isBeside = next?.file === file && next.language === 'powershell' && next.text.startsWith('# PowerShell\n');
      return isBeside && text.startsWith('# bash\n') ? [] : [`${file}: ${text}`];
    });

    expect(alone).toEqual([]);
  });

  it('are read by the shell that they are for', () => {
    const unread = blocks
      .filter(({ language, text }) => language !== 'sh' && commandsIn(language, text) === undefined)
      .map(({ file, text }) => `${file}: ${text}`);

    expect(unread).toEqual([]);
  });

  it('are the same commands to both where they say nothing', () => {
    const different = blocks
      .filter(({ language }) => language === 'sh')
      .flatMap(({ file, text }) => {
        const [bash, powershell] = [commandsIn('bash', text), commandsIn('powershell', text)];
        const isSame = bash !== undefined && bash.join('\n') === powershell?.join('\n') && !bashOnly.test(text);
        return isSame ? [] : [`${file}: ${text}`];
      });

    expect(different).toEqual([]);
  });
});

describe('the commands that checks print', () => {
  it('are the same to bash and to PowerShell', () => {
    const printed = catalogue.flatMap(({ code, fix }) => commandTemplates(fix).map((text) => ({ code, text })));
    const different = printed.filter(({ text }) => {
      const [bash, powershell] = [commandsIn('bash', text), commandsIn('powershell', text)];
      return bash === undefined || bash.join('\n') !== powershell?.join('\n') || bashOnly.test(text);
    });

    expect(printed.length).toBeGreaterThan(100);
    expect(different).toEqual([]);
  });

  it('never ask a question, which nobody answers in a script', () => {
    const templates = catalogue.flatMap(({ fix }) => commandTemplates(fix));
    // The Azure CLI asks whether an update without options is meant.
    const asking = templates.filter((text) =>
      /^az aks update( --(subscription|resource-group|name) \S+)+$/m.test(text),
    );

    expect(asking).toEqual([]);
  });
});
