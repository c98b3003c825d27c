#!/usr/bin/env bash
# The checks and tests, by kind; `all` is what CI runs. The last line printed is pytest's own closing line.
set -euo pipefail
cd "$(dirname "$0")/.."
bin="$PWD/.venv/bin"
export PATH="$bin:$PATH" PYTHONPATH="$PWD"

checks() {
  ruff check --quiet .
  ruff format --quiet --check .
  mypy --no-error-summary
  lint-imports --no-logo | tail -n 40
  djlint --quiet --lint templates
  bandit --quiet --configfile pyproject.toml --recursive changeportal config.py wsgi.py
  echo "Lint, types, imports, templates and security: no fault found."
}

# The shell without a window is several times quicker than the whole browser; either will do.
find_chromium() {
  command -v chromium-headless-shell > /dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
    echo "Installing Chromium for the browser tests (once)..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq > /dev/null 2>&1 || true
    apt-get install -y -qq chromium-headless-shell > /dev/null 2>&1 || apt-get install -y -qq chromium > /dev/null 2>&1 || true
  fi
  for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" > /dev/null && return 0
  done
  return 1
}

vectors() {
  [ -d ../shared/vectors ] && [ -f tests/support/method_adapter.py ] || return 0
  python ../shared/vectors/compare.py tests.support.method_adapter ../shared/vectors
}

case "${1:-all}" in
  check) checks ;;
  unit) exec pytest tests/unit tests/shape ;;
  browser) find_chromium || true; exec pytest tests/browser ;;
  trust) find_chromium || true; TRUST=1 exec pytest tests/integration tests/browser tests/trust ;;
  all)
    checks
    find_chromium || { [ -z "${CI:-}" ] || { echo "CI needs Chromium for the browser tests."; exit 1; }; }
    vectors
    exec pytest -n 2 --dist loadgroup tests
    ;;
  *) echo "check, unit, browser, trust or all"; exit 2 ;;
esac
