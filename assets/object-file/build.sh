#!/bin/sh
# Builds object-file.so from the sources in this folder. It links to no library, so the host's libc does not matter.
#   assets/object-file/build.sh          (on Linux, x86-64; needs gcc)
set -eu
cd "$(dirname "$0")"
gcc -std=gnu11 -O2 -Wall -Wextra -Werror -fPIC -shared -nostdlib -fno-stack-protector -fno-builtin \
  -Wl,--build-id=none,-z,relro,-z,now,-z,noseparate-code,-s -o object-file.so object-file.c confine.c filter.c template.c
chmod 755 object-file.so
# The library is compared with this hash before it is shipped.
sha256sum object-file.so > object-file.so.sha256
