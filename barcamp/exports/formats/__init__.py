"""One small file for each format that a day can be printed in."""
