#!/usr/bin/env bash
# Feeds readers with texts that libFuzzer makes up from the seeds; ends with 1 at the first text that
# makes one crash, hang or take too much memory, which is kept in Fuzz/crashes.
#
#   Fuzz/run.sh                      all readers, 10,000,000 texts each
#   Fuzz/run.sh oem-kvn cdm-xml      these readers
#   Fuzz/run.sh tle -runs=100000     fewer texts
#
# A text has 10 s and 512 MiB. It has at most twice the bytes of the longest seed, 512 and more: room
# for what stands in it to stand twice; 4096 are the most, as longer texts only make fewer of them.
# Each reader ends with libFuzzer's count of executions and their rate.
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
  readers+=(kernel-binary)
fi

# gold stumbles over what the instrumented code is described with; lld does not.
flags=(-c release -Xswiftc -sanitize=fuzzer -Xswiftc -use-ld=lld)
swift build "${flags[@]}" >&2
program="$(swift build "${flags[@]}" --show-bin-path)/readers"

# Otherwise Swift takes the signals by which libFuzzer learns of a crash.
export SWIFT_BACKTRACE=enable=no

for reader in "${readers[@]}"; do
  corpus="$(mktemp -d)"
  made="$(mktemp -d)"
  trap 'rm -rf "$corpus" "$made"' EXIT
  mkdir -p crashes
  # The dictionary of the form: the last word of the name, or the name where it has one word.
  dictionary="Dictionaries/${reader##*-}.dict"
  echo "== $reader"
  seeds="Seeds/$reader"
  if [ "$reader" = kernel-binary ]; then
    seeds="$made"
    python3 make_kernel.py "$made"
  elif [ "$reader" = glb-binary ]; then
    cp "$seeds"/* "$made"
    seeds="$made"
    python3 make_model.py "$made"
  fi
  longest="$(stat -c %s "$seeds"/* | sort -n | tail -n 1)"
  length=$((longest < 256 ? 512 : longest > 2048 ? 4096 : 2 * longest))
  "$program" "$reader" "$runs" -max_len="$length" -timeout=10 -rss_limit_mb=512 -print_final_stats=1 \
    -verbosity=0 -artifact_prefix="crashes/$reader-" -dict="$dictionary" \
    "$corpus" "$seeds"
  rm -rf "$corpus" "$made"
done
