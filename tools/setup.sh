# Sourced by quickstart and test: goes to the project's root and installs the Debian packages that are missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# install_packages [PACKAGE...]: those of packages.txt and these.
install_packages() {
  local wanted missing=()
  wanted="$(sed -e 's/#.*//' tools/packages.txt) $*"
  for package in $wanted; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  echo "Installing: ${missing[*]}"
  "${root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build PRESET [TARGET...]: configures once, builds what changed.
build() {
  local preset=$1
  shift
  # Dependencies from the compiler itself: a miss costs no extra preprocessing.
  export CCACHE_DEPEND=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >"build/.$preset.log" 2>&1 || {
    cat "build/.$preset.log"
    return 1
  }
  cmake --build --preset "$preset" ${1:+--target "$@"}
}
mkdir -p build
