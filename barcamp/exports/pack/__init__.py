"""Files put together: everything in one ZIP, the archive, and the process that writes them."""
