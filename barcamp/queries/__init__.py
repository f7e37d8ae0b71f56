"""What screens and papers may see: frozen dataclasses, few queries, no writing."""
