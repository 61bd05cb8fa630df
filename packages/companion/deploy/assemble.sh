#!/bin/sh
# Puts what the image holds into a folder: the `sallyport` program and its locked dependencies, without what only builds or tests.
#   assemble.sh FOLDER    FOLDER must not exist; the packages must have been built.
set -eu
out=$1
cd "$(dirname "$0")/../../.."
[ ! -e "$out" ] || { echo "assemble: $out is there already" >&2; exit 1; }
npx --yes pnpm@10.34.9 --filter sallyport deploy --prod --legacy --prefer-offline "$out"
# Models on this machine (`engines.onnx`) bring 450 MB of runtimes: an image that has them is built upon this one.
store=$out/node_modules/.pnpm
rm -rf "$store"/@huggingface+* "$store"/onnxruntime-* "$store"/sharp@* "$store"/@img+*
find "$out" -xtype l -delete
