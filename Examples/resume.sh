#!/usr/bin/env bash
# Asks, cuts the connection in the middle of the answer, and reads on from there.
set -euo pipefail
url=${THROUGHLINE_URL:-http://127.0.0.1:8080}
part=$(mktemp)
trap 'rm -f "$part"' EXIT

# The first 3,000 bytes of the answer; curl is cut off by the closed pipe, and the answer goes on without it.
{ curl -sN "$url/chat" -H 'Content-Type: application/json' -H 'Accept: text/event-stream' -d '{"content":"Show me some code"}' || true; } |
  head -c 3000 >"$part"

stream=$(sed -nE 's/^data: .*"stream":"([^"]+)".*/\1/p' "$part" | head -n 1)
# The last event that came whole ends with an empty line.
last=$(awk '/^id: / { id = $2 } /^$/ { whole = id } END { print whole }' "$part")

printf 'cut off after event %s; reading on\n' "$last"
curl -sN "$url/api/streams/$stream/events?after=$last"
