#!/usr/bin/env bash
# Makes `.env` of `.env.example`, with a random word in place of each `generated`, readable by its owner alone. Never touches one that is there.
set -euo pipefail
umask 077
cd "$(dirname "${BASH_SOURCE[0]}")"
target=${1:-.env}
set -o noclobber
while IFS= read -r line; do
  if [[ $line == *=generated ]]; then line=${line%generated}$(openssl rand -hex 24); fi
  printf '%s\n' "$line"
done <.env.example >"$target"
echo "$target: made. What is in it is nowhere else: keep it."
