"""The organiser's pages: account, set-up, people, rehearsal, archive."""
