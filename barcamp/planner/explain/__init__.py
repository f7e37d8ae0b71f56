"""What can be said about a plan: why it is as it is, how it compares with others, in figures and reasons."""
