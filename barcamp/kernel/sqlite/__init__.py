"""What SQLite needs of its own: the driver with which SQLAlchemy asks it."""
