# offered.fish SCRIPT LINE...: what fish would offer at the end of each line, after "== LINE".
source $argv[1]
for line in $argv[2..-1]
    echo "== $line"
    complete --do-complete=$line | string replace --regex '\t.*' ''
end
