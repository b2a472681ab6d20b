# offered.bash SCRIPT LINE...: what bash would offer at the end of each line, after "== LINE".
source "$1"
shift
# Bash has it only while it completes.
compopt() { [[ $1 == +o ]] && files=no; }
for line in "$@"; do
  echo "== $line"
  # As readline splits: a "=" is a word of its own.
  read -ra COMP_WORDS <<<"${line//=/ = }"
  [[ $line == *' ' || $line == *= ]] && COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  files=yes
  _kubenet_audit
  # Readline's own file names, which it takes where the function gives nothing and has not switched them off.
  if ((${#COMPREPLY[@]} == 0)) && [[ $files == yes ]]; then mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[-1]}"); fi
  ((${#COMPREPLY[@]} == 0)) || printf '%s\n' "${COMPREPLY[@]}"
done
