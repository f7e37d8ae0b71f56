"""What this server reports about itself: logs, figures, and nothing of what people typed."""
