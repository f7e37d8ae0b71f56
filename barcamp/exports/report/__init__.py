"""The report, composed once: pieces, charts and words, for every format to print."""
