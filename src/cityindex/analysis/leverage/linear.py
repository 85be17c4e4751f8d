"""How much of a node's score one point of an indicator is worth, where that is one number."""

import numpy as np

from cityindex.analysis.whatif import WhatIf
from cityindex.analysis.whatif.columns import dividing
from cityindex.dataset import Floats
from cityindex.steps import Aggregate


def effective_weights(city: WhatIf, node: int) -> Floats:
    """Return each indicator's effective weight (I) in a node of this city; NaN where there is none.

    weight = Π over the way up of w / Σ w of the siblings that have a score. It exists where every mean on
    the way is arithmetic and the recipe leaves a city's columns apart, so not for an indicator others are divided by; then
    gain = weight × change of score.
    """
    state, index = city.state, city.index
    count = len(state.tree.indicators)
    out = np.full(count, np.nan)
    step = index.recipe.steps[-1]
    if not (city.separable and isinstance(step, Aggregate)):
        return out
    scores = np.concatenate([index.normalised[city.at], index.scores[city.at]])
    waiting = [(node, 1.0)]
    while waiting:
        at, share = waiting.pop()
        made = state.framework.nodes[at]
        if step.method_of(made, state.framework.level(made.level)) != "arithmetic":
            continue
        present = [child for child in state.tree.children[at] if not np.isnan(scores[child])]
        total = state.weights[present].sum()
        for child in present if total > 0 else ():
            part = share * float(state.weights[child] / total)
            if child < count:
                out[child] = part
            else:
                waiting.append((child - count, part))
    out[np.isin(state.tree.indicators, list(dividing(index.recipe)))] = np.nan
    return out
