"""Files put together: all in one ZIP, the archive, and the process that writes them."""
