import { quoteForShell as quoted } from '../../checks/render-command.ts';
import type { CompletedCommand, CompletedOption } from './completed-commands.ts';
import type { CompletedValue } from './completed-value.ts';

/** A function for each command, of zsh's own `_arguments`. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef kubenet-audit
# zsh completion for kubenet-audit, after compinit: source <(kubenet-audit completion zsh)

# _arguments knows one value of an option: of a list only the last is left.
_kubenet-audit-one-of-each() {
  local last
  local -i at=2
  # Else zsh undoes at the end of a function what it did to the command line.
  compstate[restore]=''
  while (( at < CURRENT )); do
    [[ $words[at] == -* ]] && last=$words[at]
    if [[ $words[at] != -* && $words[at+1] != -* ]] && (( $@[(Ie)$last] )); then
      words[at]=()
      (( CURRENT -= 1 ))
    else
      (( at += 1 ))
    fi
  done
}

${commands.flatMap((command) => [commandFunction(command), ...wordFunctions(command)]).join('\n\n')}

# Found by its name in a folder of fpath, it is called at once.
if [[ $funcstack[1] == _kubenet-audit ]]; then
  _kubenet-audit "$@"
else
  compdef _kubenet-audit kubenet-audit
fi
`;
}

function commandFunction(command: CompletedCommand): string {
  const { path, commands, options, operands } = command;
  const places =
    commands.length > 0
      ? [`1:command:${wordsName(path, 'commands')}`, '*:: :->rest']
      : operands.map((value, place) => operandSpec(value, path, place));
  const specs = [...options.map(optionSpec), ...places.map(quoted)];
  const lists = options.filter(({ value }) => value?.isList === true).flatMap(({ names }) => names);
  const below = commands.map(({ name }) => `    ${name}) ${functionName([...path, name])} ;;`);
  const dispatch = `
  [[ $state == rest ]] && case $line[1] in
${below.join('\n')}
  esac`;
  return `${functionName(path)}() {
  local curcontext=$curcontext state line
  local -A opt_args${lists.length > 0 ? `\n  _kubenet-audit-one-of-each ${lists.join(' ')}` : ''}
  _arguments -C -s ${specs.map((spec) => `\\\n    ${spec}`).join(' ')}${below.length > 0 ? dispatch : ''}
}`;
}

function optionSpec({ names, text, value }: CompletedOption): string {
  const told = `[${escaped(text)}]`;
  const tail = value === undefined ? told : `=${told}:${value.placeholder}:${pathOrWords(value)}`;
  const head = names.includes('--help') || names.includes('--version') ? '(- *)' : value?.isList === true ? '*' : '';
  return names.map((name) => quoted(head + name + tail)).join(' ');
}

function operandSpec(value: CompletedValue, path: readonly string[], place: number): string {
  const action = hasTexts(value) ? wordsName(path, String(place)) : pathOrWords(value);
  return `${value.isList ? '*' : place + 1}:${value.placeholder}:${action}`;
}

/** A blank says that nothing can be offered. */
function pathOrWords({ words, path }: CompletedValue): string {
  if (words.length > 0) return `(${words.map(({ name }) => name).join(' ')})`;
  if (path === undefined) return ' ';
  return path === 'folder' ? '_files -/' : '_files';
}

function wordFunctions({ path, commands, operands }: CompletedCommand): string[] {
  const told = operands.flatMap((value, place) => (hasTexts(value) ? [[String(place), value.words] as const] : []));
  const all = commands.length > 0 ? [['commands', commands] as const, ...told] : told;
  return all.map(
    ([what, words]) => `${wordsName(path, what)}() {
  local -a words_of_it=(
${words.map(({ name, text }) => `    ${quoted(`${name}:${text}`)}`).join('\n')}
  )
  _describe -t words '${what === 'commands' ? 'command' : 'word'}' words_of_it
}`,
  );
}

function hasTexts({ words }: CompletedValue): boolean {
  return words.some(({ text }) => text !== '');
}

function functionName(path: readonly string[]): string {
  return ['_kubenet-audit', ...path].join('-');
}

function wordsName(path: readonly string[], what: string): string {
  return `${functionName(path)}-of-${what}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[[\]\\:]/g, '\\$&');
}
