"""The plan as people read it, as the planner sees it, and how it came to be."""
