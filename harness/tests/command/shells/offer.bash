# offer.bash SCRIPT: for each line that is read, the line and what bash offers for its last word.
set -euo pipefail
source "$1"
compopt() { :; } # bash has it only while the line is typed
while IFS= read -r line; do
  read -ra COMP_WORDS <<<"$line"
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _mustfail || true # with nothing to offer compgen fails
  echo "$line =>${COMPREPLY[*]+ ${COMPREPLY[*]}}"
done
