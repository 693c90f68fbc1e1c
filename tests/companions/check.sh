#!/bin/sh
# check.sh FULLRUN [PROGRAM.py …]: runs each program here with limbeck and
# compares what it prints with NAME.expected (see record.sh).
runner=$1
shift
cd "$(dirname "$0")" || exit 1
failed=0 count=0
for file in ${*:-*.py}; do
  count=$((count + 1))
  actual=$("$runner" "$file" 2>/dev/null)
  if [ "$actual" != "$(cat "${file%.py}.expected")" ]; then
    failed=$((failed + 1))
    echo "FAILED $file"
    echo "$actual" | diff "${file%.py}.expected" - | head -8
    "$runner" "$file" 2>&1 >/dev/null | tail -5
  fi
done
echo "$((count - failed)) of $count programs pass"
[ $failed -eq 0 ] && [ $count -gt 0 ]
