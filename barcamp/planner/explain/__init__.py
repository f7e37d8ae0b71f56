"""What can be said about a plan: why it is so, beside which others, in figures and reasons."""
