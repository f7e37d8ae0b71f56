"""The benchmarks: what the room will feel, each figure beside its peer in the same run. `make bench` runs them."""
