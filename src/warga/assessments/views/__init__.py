"""Pages of this module: guard, ask, do, answer."""
