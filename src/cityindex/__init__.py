"""Composite indicators: frameworks, readings of printed values, quality rules, recipes and builds."""
