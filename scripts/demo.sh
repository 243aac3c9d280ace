#!/bin/sh
# The main job, for real: a review is scaffolded in a scratch repository and linted, then the examples are linted.
set -eu
bin=$1
here=$(pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1

say() { printf '\n\033[1m$ %s\033[0m\n' "$*"; }
run() { say "$@"; "$@" || printf '(exit code %s)\n' "$?"; }

PATH="$bin:$PATH"
cd "$scratch"
git init --quiet --initial-branch=main .
git config user.name "Demo"
git config user.email "demo@example.org"
run pm init
run pm new "Checkout rejected every second card" --severity sev2 --service checkout
run pm lint
run pm list
cd "$here/examples"
say "cd examples"
run pm list
say "pm lint: the complete reviews are clean, the draft is not"
pm lint || printf '(exit code %s)\n' "$?"
