import type { CompletedCommand, CompletedOption } from './completed-commands.ts';
import type { CompletedValue, CompletedWord } from './completed-value.ts';

/** One line of fish's own `complete` for each word, with the command it belongs to as its condition. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  return `# fish completion for kubenet-audit: kubenet-audit completion fish | source

function __kubenet_audit_in --description 'Whether the command line begins with these commands'
    set -l words (commandline -opc)
    set -e words[1]
    for at in (seq (count $argv))
        test "$words[$at]" = $argv[$at]; or return 1
    end
end

function __kubenet_audit_at --description 'Whether it consists of them'
    test (count (commandline -opc)) -eq (math (count $argv) + 1); and __kubenet_audit_in $argv
end

function __kubenet_audit_after --description 'Whether this is the last option'
    string match -- '-*' (commandline -opc) | tail -n 1 | string match -q -- $argv[1]
end

complete -c kubenet-audit -f
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, operands }: CompletedCommand): string[] {
  const [isIn, isAt] = [`__kubenet_audit_in ${path.join(' ')}`.trim(), `__kubenet_audit_at ${path.join(' ')}`.trim()];
  return [
    ...commands.map(({ name, text }) => line(isAt, `-a ${name} -d ${quoted(text)}`)),
    ...options.flatMap((option) => optionLines(option, path.length === 0 ? isAt : isIn)),
    ...operands.flatMap((value) => valueLine(value, isIn)),
  ];
}

function optionLines({ names, text, value }: CompletedOption, condition: string): string[] {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
  const taken = value === undefined ? '' : `${value.path === 'file' ? ' -r -F' : ' -x'}${offered(value)}`;
  const more = names.flatMap((name) =>
    value?.isList === true ? valueLine(value, `${condition}; and __kubenet_audit_after ${name}`) : [],
  );
  return [line(condition, `${flags}${taken} -d ${quoted(text)}`), ...more];
}

function valueLine(value: CompletedValue, condition: string): string[] {
  const told = value.path === 'file' ? ' -F' : offered(value);
  return told === '' ? [] : [line(condition, told.trim())];
}

function offered({ words, path }: CompletedValue): string {
  if (path === 'folder') return " -a '(__fish_complete_directories)'";
  return words.length === 0 ? '' : ` -a ${quoted(words.map(toItem).join(' '))}`;
}

/** Read twice: as an argument of `complete`, and when it is offered. */
function toItem({ name, text }: CompletedWord): string {
  return text === '' ? name : `${name}\\t${quoted(text)}`;
}

function line(condition: string, rest: string): string {
  return `complete -c kubenet-audit -n ${quoted(condition)} ${rest}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll(/['\\]/g, '\\$&')}'`;
}
