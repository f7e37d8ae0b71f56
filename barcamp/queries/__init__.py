"""What screens and documents may see: frozen dataclasses, few queries, no writing."""
