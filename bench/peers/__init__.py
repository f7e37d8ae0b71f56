"""Other servers doing the same work, for comparison with ours."""
