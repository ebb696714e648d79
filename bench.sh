#!/usr/bin/env bash
# The one entry to every measured claim: ./bench.sh NAME builds in Release, runs, and prints 'NAME.figure value' lines.
# ./bench.sh without a name lists the names.
set -euo pipefail
cd "$(dirname "$0")"
if [ -z "${DEFECTS_DATA:-}" ] && [ -d ../shared/data ]; then
  DEFECTS_DATA=$(cd ../shared/data && pwd)
  export DEFECTS_DATA
fi
deploy/prerequisites.sh trainer >&2
dotnet build bench/Bench -c Release --nologo -v quiet >&2
exec dotnet artifacts/bin/Bench/release/Defects.Bench.dll "$@"
