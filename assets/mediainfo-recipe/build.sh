#!/bin/bash
# Builds assets/mediainfo: the newest MediaInfo of Debian, with its own loader and every library that it needs.
# So it runs on old and new Linux systems, and needs no library of the system.
#
#   assets/mediainfo-recipe/build.sh          (on Debian, amd64; as any user; a minute or two)
#
# Needs apt, dpkg-dev, gcc, make and this project's `npm ci`. SUITE chooses another Debian suite than sid.
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC
umask 022

recipe=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$(dirname "$recipe")/mediainfo
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
suite=${SUITE:-sid}
triplet=x86_64-linux-gnu

. "$recipe/debian.sh"
. "$recipe/libcurl.sh"

open_suite "$suite" "$work/apt"
cd "$work" && mkdir -p tree/{bin,lib,locale/C.utf8,licences} debs unpacked

# Debian's libcurl would need 30 libraries for TLS, LDAP and Kerberos. libcurl.sh builds a small one instead.
for package in $(dependencies mediainfo '^libcurl') libc-bin; do
  download "$package" debs
  dpkg-deb --extract "debs/$package".deb "unpacked/$package"
done

# One line for the manifest per shipped file: its path and where it came from.
: > provenance
ship() { # file, path in the tree, mode, origin
  install -m "$3" "$(readlink -f "$1")" "tree/$2"
  printf '%s\t%s\n' "$2" "$4" >> provenance
}
needed() { readelf --dynamic --wide "$1" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'; }

# Collects every library that the program needs, directly or indirectly, from the package that contains it.
gather() {
  local soname file
  for soname in $(needed "$1"); do
    [ ! -e "tree/lib/$soname" ] || continue
    if [ "$soname" = libcurl-gnutls.so.4 ]; then
      build_libcurl "$1" "$work/curl"
      ship "$work/curl/$soname" "lib/$soname" 644 curl
    else
      file=$(find unpacked -path "*/lib/$triplet/$soname" | head -n 1)
      [ -n "$file" ] || { echo "build.sh: no package of the closure holds $soname, needed by $1" >&2; exit 1; }
      ship "$file" "lib/$soname" "$([[ $soname == ld-linux* ]] && echo 755 || echo 644)" "$(cut -d/ -f2 <<< "$file")"
    fi
    gather "tree/lib/$soname"
  done
}
ship unpacked/mediainfo/usr/bin/mediainfo bin/mediainfo 755 mediainfo
gather tree/bin/mediainfo
# Without a UTF-8 locale MediaInfo prints ? for every character that is not ASCII. glibc has none built in.
ship unpacked/libc-bin/usr/lib/locale/C.utf8/LC_CTYPE locale/C.utf8/LC_CTYPE 644 libc-bin

# The documentation folder of a package may be an absolute or relative link into another package.
copyright_of() { # package
  local folder=unpacked/$1/usr/share/doc/$1
  [ ! -L "$folder" ] || folder=unpacked/$(basename "$(readlink "$folder")")/usr/share/doc/$(basename "$(readlink "$folder")")
  echo "$folder/copyright"
}

# Packages made from one source have the same copyright file. The licence texts are those that apply to parts
# of the shipped files: LGPL-2.1 for glibc, GPL-3 for libstdc++ and libgcc (with the exception in their own
# file), and LGPL-3 for one file of ZenLib.
for package in $(cut -f2 provenance | sort -u); do
  if [ "$package" = curl ]; then
    ship "$work/curl/copyright" licences/curl.txt 644 curl
  else
    source=$(source_of "debs/$package.deb" | cut -f1)
    [ -e "tree/licences/$source.txt" ] ||
      ship "$(copyright_of "$package")" "licences/$source.txt" 644 "$package"
  fi
done
for text in GPL-3 LGPL-2.1 LGPL-3; do ship "/usr/share/common-licenses/$text" "licences/$text.txt" 644 base-files; done

for package in $(cut -f2 provenance | sort -u | grep -v -x -e curl -e base-files); do
  printf '%s\t%s\t%s\t%s\n' "$package" "$(dpkg-deb --field "debs/$package.deb" Version)" \
    "$(source_of "debs/$package.deb")" "$(sha256sum < "debs/$package.deb" | cut -d' ' -f1)"
done > packages

run=(tree/lib/ld-linux-x86-64.so.2 --inhibit-cache --library-path tree/lib)
if env -i "${run[@]}" --list tree/bin/mediainfo | grep -v -e "=> tree/lib/" -e linux-vdso -e ld-linux; then
  echo 'build.sh: the libraries above come from this machine, not from the tree' >&2
  exit 1
fi
# Resolves all functions at the start, so that a function missing in a library fails here and not in the
# middle of a media file.
env -i LD_BIND_NOW=1 "${run[@]}" tree/bin/mediainfo --Version | tee version

suite_date "$suite" > released
rm -rf "$target"
mkdir -p "$target" && cp -R --preserve=mode tree/. "$target"
"$recipe/../../node_modules/.bin/tsx" "$recipe/write-manifest.ts" "$work" "$suite" "$target"
