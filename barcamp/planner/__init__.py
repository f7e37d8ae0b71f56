"""What would be a good plan: topics × rooms × slots. Knows nothing of databases, screens or sentences.

A `Problem` goes in, a `Solution` comes out; everything is pure except `process.py`, which runs the solver elsewhere.
"""
