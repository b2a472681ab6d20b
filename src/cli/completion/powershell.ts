import { quoteForPowerShell as quoted } from '../../checks/render-command.ts';
import type { CompletedCommand } from './completed-commands.ts';
import type { CompletedValue, CompletedWord } from './completed-value.ts';

/** For PowerShell 5.1 and later, which completes file names itself where nothing is offered. */
export function powerShellCompletion(commands: readonly CompletedCommand[]): string {
  return `# PowerShell completion for kubenet-audit: kubenet-audit completion powershell | Out-String | Invoke-Expression

Register-ArgumentCompleter -Native -CommandName 'kubenet-audit' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commands = @{
${commands.map(entryOf).join('\n')}
    }

    $path = ''
    $last = ''
    $place = 0
    $before = @($commandAst.CommandElements | Select-Object -Skip 1 |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    foreach ($word in $before) {
        $here = $commands[$path]
        if ($null -eq $here) { return }
        if ($here.Commands.Count -gt 0) { $path = "$path $word".Trim() }
        elseif ($word -like '-*') { $last = if ($here.Values.ContainsKey($word)) { $word } else { '' } }
        elseif ($last -ne '') { if ($here.Lists -notcontains $last) { $last = '' } }
        else { $place += 1 }
    }

    $here = $commands[$path]
    if ($null -eq $here) { return }
    $start = ''
    $wanted = "$wordToComplete"
    if ($wanted -match '^(--[a-z-]+)=(.*)$') {
        $last = $Matches[1]
        $wanted = $Matches[2]
        $start = "$last="
    }
    $key = if ($last -ne '') { $last } elseif ($here.Lists -contains '0') { '0' } else { "$place" }
    $offered = if ($wanted -like '-*') { $here.Options }
        elseif ($here.Values.ContainsKey($key)) { $here.Values[$key] }
        elseif ($here.Commands.Count -gt 0) { $here.Commands }
        else { $here.Options }
    foreach ($name in $offered.Keys) {
        if (-not $name.StartsWith($wanted, [System.StringComparison]::OrdinalIgnoreCase)) { continue }
        $text = if ($offered[$name] -ne '') { $offered[$name] } else { $name }
        [System.Management.Automation.CompletionResult]::new("$start$name", $name, 'ParameterValue', $text)
    }
}
`;
}

function entryOf({ path, commands, options, operands }: CompletedCommand): string {
  const values = [
    ...options.flatMap(({ names, value }) =>
      value === undefined ? [] : names.map((name): KeyedValue => ({ key: name, value })),
    ),
    ...operands.map((value, place): KeyedValue => ({ key: String(place), value })),
  ];
  const flags = options.flatMap(({ names, text }) => names.map((name) => ({ name, text })));
  const lists = values.filter(({ value }) => value.isList).map(({ key }) => quoted(key));
  return `        ${quoted(path.join(' '))} = @{
            Commands = ${table(commands)}
            Options = ${table(flags)}
            Lists = @(${lists.join(', ')})
            Values = @{${values.map(({ key, value }) => `\n                ${quoted(key)} = ${table(value.words)}`).join('')}
            }
        }`;
}

interface KeyedValue {
  readonly key: string;
  readonly value: CompletedValue;
}

function table(words: readonly CompletedWord[]): string {
  return `[ordered]@{ ${words.map(({ name, text }) => `${quoted(name)} = ${quoted(text)}`).join('; ')} }`;
}
