"""The benchmarks: what the room will feel, each figure beside that of a peer in the same run. `make bench` runs
them."""
