"""The parts that need SciPy; nothing else of the engine may import it. Reached through ``optional.need``."""
