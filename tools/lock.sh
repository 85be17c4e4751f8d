#!/usr/bin/env bash
# Renews the lock files from pyproject.toml: every package with its hashes and no index address.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { uv pip compile pyproject.toml requirements/build.in "$@" --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade --quiet; }
lock --extra platform --extra postgres --output-file requirements/run.txt
lock --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt
