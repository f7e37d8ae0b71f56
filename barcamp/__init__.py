"""barcamp runs a barcamp day: join, pitch, show interest, plan, note, archive, report."""

__version__ = "0.2.0"
