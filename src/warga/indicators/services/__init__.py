"""The verbs of this module: load a framework, start a period, record values, import a file."""
