"""What pages are made with: templates, and what browsers load beside them."""
