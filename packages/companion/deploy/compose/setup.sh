#!/bin/sh
# Makes what no image may hold: the companion's root key, and a certificate by which the identity provider is known. Runs once.
set -eu
cd /keys
if [ ! -e root.key ]; then
  (umask 077 && openssl rand -base64 32 > root.key.new)
  chown 65532:65532 root.key.new
  chmod 0400 root.key.new
  mv root.key.new root.key
fi
if [ ! -e identity.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 825 -subj /CN=identity \
    -addext subjectAltName=DNS:identity,DNS:localhost -keyout identity.key -out identity.crt
  chown 1000:0 identity.key
  chmod 0440 identity.key
  chmod 0444 identity.crt
fi
