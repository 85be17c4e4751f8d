"""Observations becoming an array."""

import numpy as np
import pytest
from tests.cityindex.making import dataset, framework, indicator

from cityindex.dataset import Dataset, DuplicateObservationError, Observation, Status, read_observation
from cityindex.framework.types import Asks, ValueType

SMALL = framework(
    indicator("a", value_type=ValueType.COUNT, asks=Asks.COUNT),
    indicator("b", value_type=ValueType.PERCENT),
    indicator("c", "right", value_type=ValueType.BOOLEAN, asks=Asks.EXISTENCE),
)


def seen(code: str, raw: str, unit: str = "X", period: int = 2023, **more: object) -> Observation:
    return Observation(unit, code, period, raw, **more)  # type: ignore[arg-type]


def test_values_are_read_by_their_type_and_placed():
    made = Dataset.from_observations(
        SMALL, [seen("a", "1.192"), seen("b", "4,08%", unit="Y"), seen("c", "Ada", period=2021)]
    )
    assert (made.units, made.periods, made.indicators) == (("X", "Y"), (2021, 2023), ("a", "b", "c"))
    assert made.values[0, 1, 0] == 1192
    assert made.values[1, 1, 1] == 4.08
    assert made.values[0, 0, 2] == 1
    assert np.isnan(made.values).sum() == 12 - 3
    assert made.provenance[0, 1, 0].raw_value == "1.192"


def test_an_answer_of_another_kind_is_kept_out_of_the_values():
    made = Dataset.from_observations(SMALL, [seen("a", "62%")])
    assert np.isnan(made.values).all()
    assert made.status[0, 0, 0] == Status.WRONG_KIND


def test_a_second_source_takes_no_part():
    made = Dataset.from_observations(SMALL, [seen("a", "5"), seen("a", "7", source="prose")])
    assert made.values[0, 0, 0] == 5


def test_two_values_for_one_cell_are_refused():
    with pytest.raises(DuplicateObservationError, match="X has two values of a for 2023"):
        Dataset.from_observations(SMALL, [seen("a", "5"), seen("a", "5")])


def test_an_unknown_indicator_is_refused():
    with pytest.raises(KeyError, match="'z' is no indicator of small"):
        Dataset.from_observations(SMALL, [seen("z", "5")])


def test_scale_is_exact():
    price = indicator("a", value_type=ValueType.SCORE)
    assert read_observation(price, seen("a", "8.1", decimal=".", scale=1000)).value == 8100
    assert read_observation(price, seen("a", "0.3", decimal=".", scale=3)).value == 0.9


def test_suspects_are_marked_and_can_be_taken_out():
    made = dataset(framework(), [1, 2, float("nan")])
    mask = np.array([[[True, False, True]]])
    marked = made.with_suspects(mask)
    assert marked.status[0, 0].tolist() == [Status.SUSPECT, Status.OBSERVED, Status.MISSING]
    assert marked.values[0, 0, 0] == 1
    assert np.isnan(marked.without_suspects().values[0, 0, 0])


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"indicators": ("a",)}, "values has shape"),
        ({"indicators": ("a", "b", "a")}, "indicators holds 'a' twice"),
        ({"context": {"area": np.zeros((2, 1))}}, "context 'area'"),
        ({"groups": {"province": ("NTT", "Bali")}}, "groups 'province' has 2 labels for 1 units"),
        ({"values": np.full((1, 1, 3), np.inf)}, "infinity"),
    ],
)
def test_what_does_not_fit_is_refused(changed: dict[str, object], message: str):
    fields = {
        "units": ("X",),
        "periods": (2023,),
        "indicators": ("a", "b", "c"),
        "values": np.zeros((1, 1, 3)),
        "status": np.zeros((1, 1, 3), dtype=np.uint8),
    }
    with pytest.raises(ValueError, match=message):
        Dataset(**(fields | changed))  # type: ignore[arg-type]
