#!/usr/bin/env bash
# Installs the agent as a service on this machine, or a newer one over it; say 'trainer' for the nightly retraining as well.
#
#   deploy/install.sh [agent|trainer]      needs root; without it prints the commands and exits 2
#   deploy/install.sh --print [trainer]    prints the commands only
#
# Overwrites the programs and the units. The program before stays beside the new one, as /opt/defects/agent.old. An existing configuration, model,
# alias or user is left alone; versions of the shipped models that are not there yet are added. A running agent is started anew, nothing else is. Stops before the agent is replaced
# where the configuration fails the new check.
set -euo pipefail
cd "$(dirname "$0")/.."
print=no
if [ "${1:-}" = --print ]; then print=yes; shift; fi
role=${1:-agent}
case $role in
  agent) programs=(Agent) units=(defects-agent.service) ;;
  trainer) programs=(Agent Trainer) units=(defects-agent.service defects-retrain.service defects-retrain.timer) ;;
  *) echo "install: '$role' is not agent or trainer" >&2; exit 2 ;;
esac

# Below a folder of root's: in one that anybody may write to, somebody else's files could be built in.
build=/opt/defects/build.new
commands=("deploy/prerequisites.sh $role")
for program in "${programs[@]}"; do
  # A running program keeps the files it has opened: they are moved aside and never overwritten. Nothing is built in the checkout, which is its user's.
  to=/opt/defects/${program,,}
  commands+=("install -d -m 0755 /opt/defects" "rm -rf $to.new $build" "dotnet publish src/$program -c Release --nologo -v quiet --artifacts-path $build -o $to.new")
  if [ $program = Agent ]; then
    commands+=("[ ! -e /etc/defects/agent.yaml ] || runuser -u defects -- $to.new/defects-agent check --config /etc/defects/agent.yaml")
  fi
  commands+=("if [ -d $to ]; then rm -rf $to.old && mv $to $to.old; fi" "mv $to.new $to")
done
commands+=("rm -rf $build")
commands+=(
  "getent passwd defects >/dev/null || useradd --system --user-group --home-dir /var/lib/defects --shell /usr/sbin/nologin defects"
  "install -d -o defects -g defects -m 0750 /var/lib/defects"
  "install -d -o root -g defects -m 0750 /etc/defects"
  "[ -e /etc/defects/agent.yaml ] || install -o root -g defects -m 0640 deploy/agent.example.yaml /etc/defects/agent.yaml"
)
if [ -d models ]; then
  commands+=("[ -e /var/lib/defects/models ] || { cp -a models /var/lib/defects/ && chown -R defects:defects /var/lib/defects/models; }")
  commands+=("for version in models/*/[0-9]*; do to=/var/lib/defects/\$version; [ -e \$to ] || { rm -rf \$to.new && cp -a \$version \$to.new && chown -R defects:defects \$to.new && mv \$to.new \$to; }; done")
fi
for unit in "${units[@]}"; do commands+=("install -m 0644 deploy/systemd/$unit /etc/systemd/system/$unit"); done
commands+=("systemctl daemon-reload")

# .NET loads parts of a program as they are needed: one that runs on under new files may end in the middle of the night.
commands+=("! systemctl is-active --quiet defects-agent || systemctl restart defects-agent")

if [ $print = yes ] || [ "$(id -u)" != 0 ]; then
  [ $print = yes ] || echo "install: not root. Run these as root, in $PWD:" >&2
  printf '%s\n' "${commands[@]}"
  [ $print = yes ] && exit 0 || exit 2
fi

# The service finds dotnet in the usual places only, and sees no home folder.
dotnet=$(readlink -f "$(command -v dotnet || echo /nowhere)")
case $dotnet in
  /root/*|/home/*) echo "install: $dotnet cannot be seen by the service; install .NET below /usr/share/dotnet or /usr/lib/dotnet." >&2; exit 2 ;;
esac

for command in "${commands[@]}"; do
  echo "install: $command"
  bash -c "$command"
done
echo "install: done. Next: edit /etc/defects/agent.yaml; runuser -u defects -- /opt/defects/agent/defects-agent check --config /etc/defects/agent.yaml;"
echo "install: then systemctl enable defects-agent && systemctl restart defects-agent (and systemctl enable --now defects-retrain.timer)"
