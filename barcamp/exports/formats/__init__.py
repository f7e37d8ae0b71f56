"""One small file for each format in which a day can be printed."""
