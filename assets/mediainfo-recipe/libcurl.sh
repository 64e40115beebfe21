# Builds a libcurl that speaks only HTTP over TCP, with the name and version that Debian's libmediainfo needs.
# It exports only the functions that libmediainfo uses, so that the linker can leave out everything else.

libcurl_options=(
  --disable-shared --enable-static --with-pic --disable-dependency-tracking --disable-symbol-hiding
  # Nobody reads curl's own messages.
  --disable-verbose --disable-manual --disable-docs --disable-libcurl-option
  --without-ssl --without-zlib --without-brotli --without-zstd --without-libpsl --without-libidn2 --without-libgsasl
  --without-nghttp2 --without-ngtcp2 --without-nghttp3 --without-libssh2 --without-libssh
  --without-ca-bundle --without-ca-path --without-gssapi --disable-ares
  --enable-http --disable-ftp --disable-file --disable-ipfs --disable-ldap --disable-ldaps --disable-rtsp
  --disable-dict --disable-telnet --disable-tftp --disable-pop3 --disable-imap --disable-smb --disable-smtp
  --disable-gopher --disable-mqtt --disable-websockets
  # No proxy, name lookup, login or stored state is needed.
  --disable-ipv6 --disable-proxy --disable-threaded-resolver --disable-doh --disable-unix-sockets --disable-bindlocal
  --disable-cookies --disable-netrc --disable-alt-svc --disable-hsts --disable-http-auth --disable-basic-auth
  --disable-bearer-auth --disable-digest-auth --disable-kerberos-auth --disable-negotiate-auth --disable-aws
  --disable-ntlm --disable-tls-srp --disable-mime --disable-form-api --disable-dateparse --disable-progress-meter
  --disable-headers-api --disable-get-easy-options --disable-dnsshuffle --disable-sha512-256
)
libcurl_cflags='-Os -flto=auto -ffunction-sections -fdata-sections -fstack-protector-strong -D_FORTIFY_SOURCE=2'
libcurl_ldflags='-Wl,-z,relro -Wl,-z,now -Wl,--gc-sections -Wl,--as-needed -Wl,--no-undefined -s'

build_libcurl() ( # libmediainfo, directory
  set -euo pipefail
  library=$(realpath "$1")
  version_node=$(readelf --dyn-syms --wide "$library" | sed -n 's/.* UND curl_[a-z_]*@\([A-Z0-9_]*\).*/\1/p' | sort -u)
  functions=$(readelf --dyn-syms --wide "$library" | sed -n 's/.* UND \(curl_[a-z_]*\)@.*/\1/p' | sort)
  [ -n "$functions" ] && [ "$(wc -w <<< "$version_node")" = 1 ] ||
    { echo "libcurl.sh: $1 names no functions of libcurl, or more than one version of it: $version_node" >&2; exit 1; }

  unpack_source curl "$2"
  cp tree/debian/copyright copyright
  cd tree
  [ -x configure ] || autoreconf --force --install
  # The build directory must not be in the result, so that the same source gives the same bytes anywhere.
  CFLAGS="$libcurl_cflags -ffile-prefix-map=$PWD=." ./configure --quiet "${libcurl_options[@]}"
  make --silent --directory lib -j "$(nproc)" libcurl.la

  printf '%s {\n  global:\n%s\n  local: *;\n};\n' "$version_node" "$(sed 's/.*/    &;/' <<< "$functions")" > ../exports
  gcc -shared $libcurl_cflags $libcurl_ldflags -Wl,-soname,libcurl-gnutls.so.4 -Wl,--version-script=../exports \
    $(sed 's/^/-Wl,--undefined=/' <<< "$functions") lib/.libs/libcurl.a -o ../libcurl-gnutls.so.4
  # What the manifest says about this build.
  printf '%s\n' "${libcurl_options[@]}" > ../options
  printf '%s\n' "$libcurl_cflags" "$libcurl_ldflags" > ../flags
  printf '%s\n' "$functions" > ../functions
  gcc --version | head -n 1 > ../compiler
)
