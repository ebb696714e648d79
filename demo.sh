#!/usr/bin/env bash
# The main job on an embedded default: a broker, four simulated printers, one of which fails, and the alert.
#   ./demo.sh                 runs until Ctrl-C
#   ./demo.sh --seconds 180   ends by itself; exit code 0 only if exactly the failing printer was alerted
set -euo pipefail
cd "$(dirname "$0")"
deploy/prerequisites.sh agent
dotnet build src/Agent -c Release --nologo -v quiet
exec dotnet artifacts/bin/Agent/release/defects-agent.dll demo "$@"
