#!/bin/sh
# A copy every EVERY_S seconds, the newest KEEP of them: by pg_dump where PGHOST is set, else of SQLite's file. A copy
# that is there is whole; it lets people in, so keep it like a key.
set -eu
umask 077
folder=${FOLDER:-/backups}

once() {
  at=$(date -u +%Y%m%d-%H%M%S)
  if [ -n "${PGHOST:-}" ]; then
    PGPASSWORD=$(cat "${PGPASSWORD_FILE:-/run/secrets/database_password}") \
      pg_dump --format=custom --file="$folder/.part" && mv "$folder/.part" "$folder/barcamp-$at.dump"
  else
    barcamp backup "$folder/barcamp-$at.db"
  fi
  ls -1 "$folder" | grep '^barcamp-' | sort -r | tail -n "+$((KEEP + 1))" | while read -r old; do rm -f "$folder/$old"; done
}

[ "${1:-}" = once ] && { once; exit; }
while :; do
  once || echo "no copy was made" >&2
  sleep "$EVERY_S"
done
