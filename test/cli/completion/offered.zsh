# offered.zsh SCRIPT LINE...: what zsh would offer at the end of each line, after "== LINE". Completion works in a terminal only.
zmodload zsh/zpty
export SCRIPT=$1
shift
zpty terminal zsh -f -i
zpty -w terminal "source ${0:A:h}/terminal.zsh"
zpty -r terminal answer '*<end of nothing>*'
for line in "$@"; do
  print -r -- "== $line"
  zpty -w -n terminal "$line"$'\t'
  zpty -r terminal answer "*<end of ${(b)line}>*"
  while [[ $answer =~ '<offered ([^>]*)>' ]]; do
    print -r -- $match[1]
    answer=${answer#*$MATCH}
  done
done
zpty -d terminal
