"""A framework's tree as positions."""

import numpy as np
from tests.cityindex.making import framework, indicator, node

from cityindex.tree import compile_tree, run

CHOSEN = framework(indicator("a", weight=2), indicator("x", direction=0), indicator("c", "right"))


def test_positions_weights_and_leaves():
    tree = compile_tree(CHOSEN)
    assert tree.indicators == ("a", "x", "c")
    assert tree.children == ((4, 5), (0,), (2,))
    assert tree.bottom_up[-1] == 0
    assert tree.weights.tolist() == [2, 1, 1, 1, 1, 1]
    assert tree.leaves.tolist() == [[True, True, False], [True, True, False], [True, False, True]]


def test_a_tree_is_compiled_once_and_a_changed_framework_has_its_own():
    assert compile_tree(CHOSEN) is compile_tree(CHOSEN)
    other = framework(indicator("c", "right"), nodes=(node("index"), node("right", "index")))
    assert compile_tree(other).nodes == ("index", "right")


def test_runs_are_slices():
    assert run([2, 3, 4]) == slice(2, 5)
    assert run([]) == slice(0, 0)
    assert run([2, 4]) == [2, 4]
    assert run([3, 2]) == [3, 2]
    assert np.arange(9)[run([2, 3])].tolist() == [2, 3]
