"""Faults are done to processes as POSIX knows them."""

import os

collect_ignore_glob = ["test_*.py"] if os.name != "posix" else []
