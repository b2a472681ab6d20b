import { quoteForShell } from '../../checks/render-command.ts';
import type { CompletedCommand } from './completed-commands.ts';
import type { CompletedValue } from './completed-value.ts';

/** For bash 3.2 and later, which macOS has: no associative arrays, and `compopt` only where it is. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const parents = commands.filter((each) => each.commands.length > 0);
  return `# bash completion for kubenet-audit: source <(kubenet-audit completion bash)

# Sets "value" to what may follow an option, or stand at a place: words, @file, @folder or @any, and "list" where more of it may.
_kubenet_audit_value() {
  value='' list=''
  case "$1" in
${commands.flatMap(valueCases).join('\n')}
  esac
}

_kubenet_audit_options() {
  case "$1" in
${commands
  .map(({ path, options }) =>
    wordsCase(
      path,
      options.flatMap(({ names }) => names),
    ),
  )
  .join('\n')}
  esac
}

_kubenet_audit_words() {
  case "$1" in
${parents
  .map(({ path, commands }) =>
    wordsCase(
      path,
      commands.map(({ name }) => name),
    ),
  )
  .join('\n')}
    *) _kubenet_audit_options "$1" ;;
  esac
}

_kubenet_audit() {
  local word path='' value='' list='' last='' place=0 at=1 current=\${COMP_WORDS[COMP_CWORD]} line
  COMPREPLY=()
  while ((at < COMP_CWORD)); do
    case "$path" in
      ${parents.map(({ path }) => pattern(path.join(' '))).join(' | ')}) path="\${path:+$path }\${COMP_WORDS[at]}" ;;
      *) break ;;
    esac
    ((at += 1))
  done
  for (( ; at < COMP_CWORD; at += 1)); do
    word=\${COMP_WORDS[at]}
    # Bash makes three words of --format=json.
    [[ $word == '=' ]] && continue
    if [[ $word == -* ]]; then
      last=$word
      _kubenet_audit_value "$path $last"
      [[ $value ]] || last=''
    elif [[ $last ]]; then
      [[ $list ]] || last=''
    else
      place=$((place + 1))
    fi
  done
  [[ $current == '=' ]] && current=''
  if [[ $current == -* ]]; then
    _kubenet_audit_options "$path"
  elif [[ $last ]]; then
    _kubenet_audit_value "$path $last"
  else
    _kubenet_audit_value "$path $place"
    [[ $value ]] || _kubenet_audit_words "$path"
  fi
  case "$value" in
    # Nothing here lets bash complete file names itself, with its own quoting.
    @file) return ;;
    @folder)
      compopt -o filenames 2>/dev/null
      while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$current")
      ;;
    @any) ;;
    *) while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "$value" -- "$current") ;;
  esac
  compopt +o default +o bashdefault 2>/dev/null
}

complete -o default -o bashdefault -F _kubenet_audit kubenet-audit
`;
}

function valueCases({ path, options, operands }: CompletedCommand): string[] {
  const places = operands.flatMap((value, place) =>
    valueCase([pattern(`${path.join(' ')} `) + (value.isList ? '[0-9]*' : String(place))], value),
  );
  const named = options.flatMap(({ names, value }) =>
    valueCase(
      names.map((name) => pattern([...path, name].join(' '))),
      value,
    ),
  );
  return [...named, ...places];
}

function valueCase(patterns: readonly string[], value: CompletedValue | undefined): string[] {
  if (value === undefined) return [];
  const { words, path, isList } = value;
  const told = words.length > 0 ? words.map(({ name }) => name).join(' ') : `@${path ?? 'any'}`;
  return [`    ${patterns.join(' | ')}) value=${quoteForShell(told)}${isList ? ' list=1' : ''} ;;`];
}

function wordsCase(path: readonly string[], words: readonly string[]): string {
  return `    ${pattern(path.join(' '))}) value=${quoteForShell(words.join(' '))} ;;`;
}

function pattern(text: string): string {
  return `'${text}'`;
}
