#!/usr/bin/env bash
# Sets up, builds with warnings as errors, checks formatting and runs every test. The last line is 'N passed, N failed, N skipped'.
# Tests on real images take them from $DEFECTS_DATA (folders prints/ and backbones/) and skip, saying so, where it is absent.
set -uo pipefail
cd "$(dirname "$0")"
if [ -z "${DEFECTS_DATA:-}" ] && [ -d ../shared/data ]; then
  DEFECTS_DATA=$(cd ../shared/data && pwd)
  export DEFECTS_DATA
fi

broken() { echo "test.sh: $1" >&2; echo "0 passed, 1 failed, 0 skipped"; exit 1; }

deploy/prerequisites.sh test || { code=$?; [ $code -eq 2 ] && exit 2; broken "the native libraries could not be installed"; }
dotnet build Defects.sln -c Release --nologo -v quiet || broken "the build failed"
dotnet format whitespace Defects.sln --verify-no-changes --no-restore || broken "formatting differs: run 'dotnet format whitespace'"

log=artifacts/test.log
dotnet test --solution Defects.sln -c Release --no-build --max-parallel-test-modules 1 2>&1 | tee "$log"
code=${PIPESTATUS[0]}

# The closing summary of the test platform: '  total: 12' and so on, one below the other.
count() { sed -n "s/^ *$1: *\([0-9][0-9]*\).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)
[ -n "$passed" ] || broken "the test run printed no summary (exit code $code)"
# A crashed test host fails the run without failing a test.
[ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed, $skipped skipped"
[ "$code" -eq 0 ] && [ "$passed" -gt 0 ]
