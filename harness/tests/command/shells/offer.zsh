# offer.zsh SCRIPT: for each line that is read, the line and what zsh makes of its last word when Tab
# is pressed. zsh completes only what is typed into a terminal, so it gets one.
emulate -R zsh
zmodload zsh/zpty
folder=${1:A:h}
zpty typed zsh -f -i
zpty -w typed "PS1= RPS1= fpath=(${(q)folder} \$fpath)"
zpty -w typed "autoload -Uz compinit && compinit -u -D && bindkey '^I' complete-word"
zpty -w typed "show() { print -r -- \"<\$BUFFER>\"; BUFFER=; }; zle -N show; bindkey '^X' show"
zpty -w typed "print -r -- rea''dy"
zpty -r -m typed answer '*ready*'
while IFS= read -r line; do
  zpty -w -n typed "$line"$'\t\x18'
  zpty -r -m typed answer '*<*>*'
  shown=${${answer##*<}%%>*}
  shown=${shown% }
  [[ $shown == $line ]] && print -r -- "$line =>" || print -r -- "$line => ${shown##* }"
done
zpty -d typed
