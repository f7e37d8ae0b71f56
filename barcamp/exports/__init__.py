"""One neutral tree (book), one small file per format: everything that leaves the house on paper or as a file."""
