"""Pure rules of values: what a file says, what becomes of each row, and why not."""
