#!/bin/sh
# Makes object-file.so of object-file.c. It links to no library, so the host's libc does not matter.
#   assets/object-file/build.sh          (on Linux, x86-64; needs gcc)
set -eu
cd "$(dirname "$0")"
gcc -std=c11 -O2 -Wall -Wextra -Werror -fPIC -shared -nostdlib -fno-stack-protector \
  -Wl,--build-id=none,-z,relro,-z,now,-z,noseparate-code,-s -o object-file.so object-file.c
chmod 755 object-file.so
