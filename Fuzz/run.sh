#!/usr/bin/env bash
# Feeds readers with texts that libFuzzer makes up from the seeds; ends with 1 at the first text that
# makes one crash, hang or take too much memory, which is kept in Fuzz/crashes.
#
#   Fuzz/run.sh                      all readers, 10,000,000 texts each
#   Fuzz/run.sh oem-kvn cdm-xml      these readers
#   Fuzz/run.sh tle -runs=100000     fewer texts
#
# A text has 10 s and 512 MiB; it has at most 4096 bytes. Each reader ends with libFuzzer's count of
# executions and their rate.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

runs=-runs=10000000
readers=()
for argument in "$@"; do
  case "$argument" in
    -runs=*) runs="$argument" ;;
    *) readers+=("$argument") ;;
  esac
done
if [ ${#readers[@]} -eq 0 ]; then
  for folder in Seeds/*/; do readers+=("$(basename "$folder")"); done
fi

# gold stumbles over what the instrumented code is described with; lld does not.
flags=(-c release -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld)
swift build "${flags[@]}" >&2
program="$(swift build "${flags[@]}" --show-bin-path)/readers"

# Otherwise Swift takes the signals by which libFuzzer learns of a crash.
export SWIFT_BACKTRACE=enable=no

for reader in "${readers[@]}"; do
  corpus="$(mktemp -d)"
  trap 'rm -rf "$corpus"' EXIT
  mkdir -p crashes
  # The dictionary of the form: the last word of the name, or the name where it has one word.
  dictionary="Dictionaries/${reader##*-}.dict"
  echo "== $reader"
  "$program" "$reader" "$runs" -max_len=4096 -timeout=10 -rss_limit_mb=512 -print_final_stats=1 \
    -verbosity=0 -artifact_prefix="crashes/$reader-" -dict="$dictionary" \
    "$corpus" "Seeds/$reader"
  rm -rf "$corpus"
done
