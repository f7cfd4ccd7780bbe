# offer.fish SCRIPT: for each line that is read, the line and what fish offers for its last word.
source $argv[1]
while read line
    set offered (complete -C $line | string split --fields 1 \t)
    echo "$line =>" $offered
end
