"""Who is there, who asks, and what is theirs."""
