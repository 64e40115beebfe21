# Gets Debian packages of another suite with this machine's apt, without changing its configuration or state.
# apt checks the suite's signature, and then every file that it fetches.

# Uses the mirror of this machine; only the suite is different.
open_suite() { # suite, directory
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' |
    sort -u | head -n 1)
  [ -n "$mirror" ] || { echo 'debian.sh: apt has no Debian mirror here; run apt-get update first' >&2; return 1; }
  mkdir -p "$2"/{sources,state/lists/partial,cache/archives/partial}
  # Not every mirror has the sources of sid. Then those of the stable release are used.
  cat > "$2/sources/debian.sources" <<SOURCES
Types: deb
URIs: $mirror
Suites: $1
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb-src
URIs: $mirror
Suites: $(printf '%s\n' "$1" stable | sort -u | paste -s -d ' ')
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
  cat > "$2/apt.conf" <<CONF
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$2/sources";
Dir::State "$2/state";
Dir::State::status "/dev/null";
Dir::Cache "$2/cache";
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Sandbox::User "";
Acquire::AllowInsecureRepositories "false";
CONF
  export APT_CONFIG="$2/apt.conf"
  apt-get --quiet=2 --error-on=any update
}

suite_date() { # suite
  local release
  release=$(apt-get indextargets --format '$(FILENAME)' 'Created-By: Packages' "Release: $1" 'Component: main' | head -n 1)
  date --utc --date "$(sed -n 's/^Date: //p' "${release%%_main_*}_InRelease")" +%Y-%m-%dT%H:%M:%SZ
}

# Container images often disable apt's own cache, which costs seconds in every call.
apt_cache() { apt-cache --option Dir::Cache::pkgcache=pkgcache.bin "$@"; }

# The package and everything it depends on, except packages that match the pattern and what only these need.
dependencies() { # package, pattern
  local queue=("$1") seen=" " package
  while [ ${#queue[@]} -gt 0 ]; do
    package=${queue[0]}
    queue=("${queue[@]:1}")
    [[ $seen != *" $package "* && ! $package =~ $2 ]] || continue
    seen+="$package "
    # A dependency in angle brackets is a virtual package.
    mapfile -t -O "${#queue[@]}" queue < <(apt_cache depends --important "$package" | sed -n 's/^ .*Depends: \([^<]*\)$/\1/p')
  done
  echo "$seen"
}

download() { # package, directory
  (cd "$2" && apt-get --quiet=2 download "$1" && mv "$1"_*.deb "$1.deb")
}

# Name and version of the source package, separated by a tab. Debian omits them when they equal those of the
# binary package.
source_of() { # .deb file
  dpkg-deb --show --showformat '${source:Package}\t${source:Version}\n' "$1"
}

# Fetches and unpacks the newest released version of a source package that the mirror can deliver.
unpack_source() { # source package, directory
  local version
  mkdir -p "$2" && cd "$2" || return
  for version in $(apt_cache showsrc --only-source "$1" | sed -n 's/^Version: //p' | grep -v '~' | sort -Vru); do
    if apt-get --quiet=2 --download-only source "$1=$version" 2> errors; then
      dpkg-source --extract "$1"_*.dsc tree
      printf '%s\n' "$version" > version
      sha256sum "$1"_* > files
      return
    fi
    rm -f "$1"_*
  done
  cat errors >&2
  echo "debian.sh: the mirror serves no source of $1" >&2
  return 1
}
