import { Argument } from 'commander';
import { type AddCommand, examples } from './command.ts';
import { bashCompletion } from './completion/bash.ts';
import { completedCommands } from './completion/completed-commands.ts';
import { fishCompletion } from './completion/fish.ts';
import { powerShellCompletion } from './completion/powershell.ts';
import { zshCompletion } from './completion/zsh.ts';
import { standardOutput, writeOutput } from './write-output.ts';

const scripts = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powerShellCompletion,
} as const;

/** `completion SHELL`: what lets a shell complete this program's command lines, made from the program's own help. */
export const addCompletion: AddCommand = (command, { io }) => {
  command
    .addArgument(new Argument('<SHELL>', 'The shell that loads it.').choices(Object.keys(scripts)))
    .addHelpText(
      'after',
      examples(
        ['bash, in ~/.bashrc', 'source <(kubenet-audit completion bash)'],
        ['zsh, in ~/.zshrc after compinit', 'source <(kubenet-audit completion zsh)'],
        ['fish', 'kubenet-audit completion fish > ~/.config/fish/completions/kubenet-audit.fish'],
        ['PowerShell, in $PROFILE', 'kubenet-audit completion powershell | Out-String | Invoke-Expression'],
      ),
    )
    .action((shell: keyof typeof scripts) =>
      writeOutput(scripts[shell](completedCommands(command.parent ?? command)), standardOutput, io),
    );
};
