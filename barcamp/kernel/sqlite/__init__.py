"""What SQLite alone needs: the driver through which SQLAlchemy uses it."""
