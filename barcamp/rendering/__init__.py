"""What pages are made with: templates, and the files that browsers load beside them."""
