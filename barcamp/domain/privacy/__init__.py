"""Where somebody's name stands: renamed there, taken out, erased."""
