# Lists the recipes.
default:
    @just --list

# Everything that should hold before a commit.
check:
    cargo clippy --locked --workspace --all-targets -- -D warnings
    just format-check
    cargo run --quiet --locked --package xtask -- generate --check

# Formats every Rust file, also those behind the list macros.
format:
    rustfmt --edition 2024 $(git ls-files '*.rs')

format-check:
    rustfmt --edition 2024 --check $(git ls-files '*.rs')

# Every test, with what they need.
test:
    scripts/test

# Every program that `--as` prints, run against what the executor sends; takes some ten minutes and is no part of `test`.
snippets:
    cargo build --locked --workspace --all-targets
    python3 tests/snippets/run.py --programs target/debug

# Requests that schemathesis makes up from the published document, ten minutes on each engine; no part of `test` either.
schemathesis *arguments:
    #!/usr/bin/env bash
    set -euo pipefail
    cargo build --locked --release --package frontdesk
    python3 tests/schemathesis/run.py --engine sqlite {{arguments}}
    folder=$(mktemp -d)
    chmod 755 "$folder"
    trap 'scripts/postgres stop "$folder/postgres" || true; rm -rf "$folder"' EXIT
    address=$(scripts/postgres start "$folder/postgres")
    python3 tests/schemathesis/run.py --engine postgres --database "$address" {{arguments}}

# Writes generated files anew.
generate:
    cargo run --quiet --locked --package xtask -- generate

# A development server.
serve *arguments:
    cargo run --locked --package frontdesk -- serve {{arguments}}

# The table of bars; PostgreSQL as an address of an empty database.
bench *arguments:
    cargo build --locked --release --package frontdesk --package frontdesk-bench
    target/release/frontdesk-bench run {{arguments}}

# Licences, advisories, duplicates.
deny:
    cargo deny check

# What CI runs.
ci:
    .ci/run
