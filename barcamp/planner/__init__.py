"""What would be a good plan: topics × rooms × slots. Knows nothing of databases, screens or sentences.

A `Problem` goes in, a `Solution` comes out; all of it is pure but `process.py`, which runs the solver elsewhere.
"""
