# Sourced by the commands beside it. Leaves in PYTHON a Python 3.11 to 3.13; TRUSTACT_PYTHON may name one.
# Installs Debian's where there is none and the user may; otherwise says what to do.

usable_python() {
    "$1" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

find_python() {
    local candidate
    for candidate in ${TRUSTACT_PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if usable_python "$candidate"; then
            PYTHON=$candidate
            return 0
        fi
    done
    return 1
}

install_python() {
    local apt=(apt-get)
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null || return 1
        apt=(sudo -n apt-get)
    fi
    command -v apt-get >/dev/null 2>&1 || return 1
    "${apt[@]}" -qq update && DEBIAN_FRONTEND=noninteractive "${apt[@]}" -qq install -y --no-install-recommends python3 python3-venv
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
if ! find_python && ! { install_python && find_python; }; then
    echo "Python 3.11, 3.12 or 3.13 is needed and was not found. Run: sudo apt-get install python3 python3-venv" >&2
    exit 1
fi
