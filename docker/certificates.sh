#!/usr/bin/env bash
# certificates.sh DIR: an authority of our own under DIR, and what the servers behind it need: certificates, and the key by which members of
# the replica set know each other. What is there and has 30 days left stays as it is, so that it may run at every start.
# PROXY_NAMES (localhost): the names, separated by commas, by which the outside knows the proxy.
set -euo pipefail
umask 077
dir=${1:?a folder}
days_ca=3650 days=397
mkdir -p "$dir"/{authority,ca,eventstoredb,mongodb,proxy}
key=$dir/authority/ca.key ca=$dir/ca/ca.crt

# Only root can give files away; as anybody else they are all of whoever runs this.
own() { if [ "$(id -u)" = 0 ]; then chown "$1" "${@:2}"; fi; }
lasts() { [ -s "$1" ] && openssl x509 -checkend $((30 * 86400)) -noout -in "$1" >/dev/null; }

if ! [ -s "$key" ]; then
  openssl ecparam -name prime256v1 -genkey -noout -out "$key"
  rm -f "$ca"
fi
if ! lasts "$ca"; then
  openssl req -x509 -new -key "$key" -sha256 -days $days_ca -subj '/O=Arauto/CN=Arauto stores' -out "$ca" \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign'
  rm -f "$dir"/{eventstoredb/node,mongodb/mongodb,proxy/proxy}.crt
fi
chmod 755 "$dir/ca"
chmod 644 "$ca"

# sign FOLDER NAME COMMON-NAME HOSTS: NAME.key and NAME.crt
sign() {
  local at=$dir/$1/$2 names='' host
  lasts "$at.crt" && return 1
  for host in ${4//,/ }; do names+=",DNS:$host"; done
  # RSA: EventStoreDB 23.10 takes no other.
  openssl req -new -newkey rsa:3072 -nodes -sha256 -subj "/O=Arauto/CN=$3" -keyout "$at.key" -out "$at.csr" 2>/dev/null
  openssl x509 -req -in "$at.csr" -CA "$ca" -CAkey "$key" -CAcreateserial -CAserial "$dir/authority/serial" -sha256 -days $days \
    -out "$at.crt" -extfile <(printf '%s\n' 'basicConstraints=CA:FALSE' 'keyUsage=critical,digitalSignature,keyEncipherment' \
      'extendedKeyUsage=serverAuth,clientAuth' "subjectAltName=IP:127.0.0.1$names") 2>/dev/null
  rm "$at.csr"
  echo "$1: a certificate for $4, $days days"
}

# The name that EventStoreDB's nodes know each other by, and the users of the images.
if sign eventstoredb node eventstoredb-node eventstoredb,localhost; then
  own 1000:1000 "$dir/eventstoredb" "$dir"/eventstoredb/node.*
fi
if sign mongodb mongodb mongodb mongodb,localhost; then
  cat "$dir"/mongodb/mongodb.{key,crt} >"$dir/mongodb/mongodb.pem"
fi
[ -s "$dir/mongodb/keyfile" ] || openssl rand -base64 512 | tr -d '\n' >"$dir/mongodb/keyfile"
chmod 400 "$dir/mongodb/keyfile"
own 999:999 "$dir/mongodb" "$dir"/mongodb/*
if sign proxy proxy "${PROXY_NAMES:-localhost}" "proxy,${PROXY_NAMES:-localhost}"; then
  cat "$dir"/proxy/proxy.{crt,key} >"$dir/proxy/proxy.pem"
  own 99:99 "$dir/proxy" "$dir"/proxy/proxy.*
fi
