# Sourced by the terminal of offered.zsh: prints what completion adds, as well as adding it.
PS1=
LISTMAX=1000
autoload -Uz compinit
compinit -u -D
source $SCRIPT
compadd() {
  local -a offered
  # With these it fills an array, and adds nothing.
  if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "$@"
    return
  fi
  builtin compadd -A offered "$@"
  (( $#offered )) && print -rl -- "<offered "${^offered}'>'
  builtin compadd "$@"
}
complete-and-clear() {
  local line=$BUFFER
  zle complete-word
  BUFFER=
  print -r "<end of $line>"
}
zle -N complete-and-clear
bindkey '^I' complete-and-clear
zle-line-init() { print -r '<end of nothing>' }
zle -N zle-line-init
