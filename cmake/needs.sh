# Installs what the project needs and this machine lacks. Sourced by ./run, ./test and .ci/run.
#
# Commands and libraries are looked for, never package names: what is there may have come from anywhere.

# lacks_command NAME PACKAGE, lacks_library MODULE PACKAGE, lacks_header FILE PACKAGE: note the package if it is missing.
missing=""
lacks_command() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
lacks_library() { pkg-config --exists "$1" 2>/dev/null || missing="$missing $2"; }
lacks_header() { [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ] || missing="$missing $2"; }

look_for_build_needs() {
    lacks_command g++ g++
    lacks_command cmake cmake
    lacks_command ninja ninja-build
    lacks_command pkg-config pkg-config
    lacks_library "libavformat >= 59.27" libavformat-dev
    lacks_library libavcodec libavcodec-dev
    lacks_library libavfilter libavfilter-dev
    lacks_library libavutil libavutil-dev
    lacks_library lcms2 liblcms2-dev
    lacks_library taglib libtag1-dev
    lacks_library libcurl libcurl4-openssl-dev
    lacks_library libxml-2.0 libxml2-dev
    lacks_library tinyxml2 libtinyxml2-dev
    lacks_library libebur128 libebur128-dev
    lacks_library tomlplusplus libtomlplusplus-dev
    lacks_library libcmark-gfm libcmark-gfm-dev
    lacks_header cmark-gfm-core-extensions.h libcmark-gfm-extensions-dev
    lacks_library libutf8proc libutf8proc-dev
    lacks_library libcrypto libssl-dev
    lacks_header CLI/CLI.hpp libcli11-dev
    lacks_header nlohmann/json.hpp nlohmann-json3-dev
    lacks_header fmt/format.h libfmt-dev
    lacks_header absl/time/time.h libabsl-dev
    [ -e /usr/share/zoneinfo/Asia/Tokyo ] || missing="$missing tzdata"
}

look_for_test_needs() {
    lacks_library catch2 catch2
    lacks_library cpp-httplib libcpp-httplib-dev
    lacks_command xmllint libxml2-utils
    lacks_command ffmpeg ffmpeg
    lacks_command strace strace
    lacks_command mp3val mp3val
    lacks_command exiftool libimage-exiftool-perl
    lacks_command jpegtran libjpeg-turbo-progs
    lacks_command mediainfo mediainfo
    lacks_command opusinfo opus-tools
    /usr/bin/python3 -c 'import jsonschema' 2>/dev/null || missing="$missing python3-jsonschema"
    /usr/bin/python3 -c 'import mutagen' 2>/dev/null || missing="$missing python3-mutagen"
    /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || missing="$missing python3-aiosmtpd"
    lacks_command gpo gpodder
    lacks_command node nodejs
    lacks_command npm npm
    lacks_command git git
    lacks_command git-lfs git-lfs
    lacks_command script bsdutils
    lacks_command zsh zsh
    python3 -c 'import yaml' 2>/dev/null || missing="$missing python3-yaml"
}

look_for_check_needs() {
    lacks_command clang-format clang-format
    lacks_command clang-tidy clang-tidy
    lacks_command clang++ clang
}

# Installs what was found missing, or prints the list and stops where there is no apt.
install_missing() {
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "Please install these (Debian names):$missing" >&2
        exit 1
    fi
    echo "Installing:$missing" >&2
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || { echo "As root, run: apt-get install$missing" >&2; exit 1; }
        as_root=sudo
    fi
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
    missing=""
}

# Puts the readers of feeds and the types of services' bodies that npm has below build/npm, once.
install_node_modules() {
    wanted="podcast-partytime@5.0.0 typescript@7.0.2 @slack/types@3.2.0 discord-api-types@0.38.57
        @line/bot-sdk@11.0.0 @atproto/api@0.19.19 @atproto/syntax@0.5.4"
    [ "$(cat build/npm/installed 2>/dev/null)" = "$wanted" ] && return 0
    echo "Installing from npm: $wanted" >&2
    mkdir -p build/npm
    # shellcheck disable=SC2086
    npm install --silent --no-audit --no-fund --no-save --prefix build/npm $wanted >/dev/null
    echo "$wanted" > build/npm/installed
}
