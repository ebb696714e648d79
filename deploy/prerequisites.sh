#!/usr/bin/env bash
# Installs the native libraries that Defects needs on Debian 12/13 and Ubuntu 24.04, and says what it does.
#
#   deploy/prerequisites.sh agent      what the agent needs: OpenCV's GTK 3 libraries
#   deploy/prerequisites.sh trainer    the agent's, and a libstdc++ new enough for TorchSharp (GCC 13.2)
#   deploy/prerequisites.sh test       the trainer's, and the real programs that tests talk to (mosquitto, ffmpeg, an RTSP server, Jinja2)
#
# Does nothing where everything is there. Without root it prints the commands and exits 2.
set -euo pipefail
role=${1:-agent}
case $role in agent|trainer|test) ;; *) echo "prerequisites: '$role' is not agent, trainer or test" >&2; exit 2 ;; esac

. /etc/os-release
needs_glibcxx=GLIBCXX_3.4.32

if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep '^10\.' >/dev/null; then
  echo "prerequisites: the .NET 10 SDK is missing; install package dotnet-sdk-10.0 (https://dot.net), then run this again." >&2
  exit 2
fi

if [ "$(uname -m)" != x86_64 ]; then
  echo "prerequisites: $(uname -m): build with -p:Accelerator=external; see docs/flavours.md for the libraries to bring." >&2
  exit 2
fi

# /sbin is not on every user's path.
PATH=$PATH:/usr/sbin:/sbin
# Not grep -q: it closes the pipe early, and pipefail would take that for a failure.
has_library() { ldconfig -p | grep "$1" >/dev/null; }
has_new_libstdcxx() {
  local library
  library=$(ldconfig -p | awk '/libstdc\+\+\.so\.6 .*x86-64/ && !found {print $NF; found = 1}')
  [ -n "$library" ] && grep -aq "$needs_glibcxx" "$library"
}

packages=()
gtk=libgtk-3-0
case ${ID}-${VERSION_ID:-} in debian-13*|ubuntu-24*|ubuntu-25*|ubuntu-26*) gtk=libgtk-3-0t64 ;; esac
has_library 'libgtk-3\.so\.0' || packages+=("$gtk")
has_library 'libdrm\.so\.2' || packages+=(libdrm2)
has_library 'libatomic\.so\.1' || packages+=(libatomic1)
if [ "$role" = test ]; then
  command -v mosquitto >/dev/null || packages+=(mosquitto)
  command -v mosquitto_sub >/dev/null || packages+=(mosquitto-clients)
  command -v ffmpeg >/dev/null || packages+=(ffmpeg)
  [ -d /usr/lib/python3/dist-packages/jinja2 ] || packages+=(python3-jinja2)
  compgen -G '/usr/lib/*/girepository-1.0/GstRtspServer-1.0.typelib' >/dev/null && [ -d /usr/lib/python3/dist-packages/gi ] \
    || packages+=(python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good)
fi

commands=()
if [ ${#packages[@]} -gt 0 ]; then
  commands+=("apt-get update -q")
  commands+=("DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends ${packages[*]}")
fi

if [ "$role" != agent ] && ! has_new_libstdcxx; then
  if [ "$ID-${VERSION_ID:-}" = debian-12 ]; then
    # Only libstdc++6 (and the gcc base it names) comes from trixie: priority 100 keeps everything else on bookworm.
    sources=/etc/apt/sources.list.d/debian.sources own=/etc/apt/sources.list.d/defects-trixie.sources
    [ -f "$sources" ] || { sources=/etc/apt/sources.list; own=/etc/apt/sources.list.d/defects-trixie.list; }
    commands+=("sed 's/bookworm/trixie/g' $sources > $own")
    commands+=("printf 'Package: *\nPin: release n=trixie*\nPin-Priority: 100\n' > /etc/apt/preferences.d/defects-trixie")
    commands+=("apt-get update -q")
    commands+=("DEBIAN_FRONTEND=noninteractive apt-get install -y -q -o Dpkg::Options::=--force-confold -t trixie libstdc++6")
  else
    echo "prerequisites: libstdc++ lacks $needs_glibcxx (GCC 13.2 or newer), which TorchSharp needs, and this script knows a newer one" \
      "for Debian 12 only, not for ${PRETTY_NAME:-$ID}. The agent runs without it; train on Debian 12/13 or Ubuntu 24.04." >&2
    exit 2
  fi
fi

if [ ${#commands[@]} -eq 0 ]; then
  echo "prerequisites: everything for '$role' is installed."
  exit 0
fi

if [ "$(id -u)" != 0 ]; then
  echo "prerequisites: not root. Run these as root, then start again:" >&2
  printf '  %s\n' "${commands[@]}" >&2
  exit 2
fi

# Not a fixed name: root would write through whatever somebody put there.
log=$(mktemp)
trap 'rm -f "$log"' EXIT
for command in "${commands[@]}"; do
  echo "prerequisites: $command"
  bash -c "$command" >"$log" 2>&1 || { tail -n 20 "$log" >&2; exit 1; }
done
echo "prerequisites: done."
