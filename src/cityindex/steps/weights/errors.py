"""The one error of this package; it completes the sentence "the children of this node …"."""


class WeightError(ValueError):
    """Weights that cannot be found; the message goes on from "the children of this node"."""
