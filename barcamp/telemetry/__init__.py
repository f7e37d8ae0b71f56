"""What this server tells of itself: logs, figures, and nothing of what people typed."""
