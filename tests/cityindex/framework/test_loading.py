"""A file is read whole or refused with every fault named: where, what was found, what is allowed."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cityindex.framework import Framework, FrameworkError, load
from cityindex.framework.catalogue import FOLDER

SMALL = """
id = "small"
title = { id = "Kecil", en = "Small" }
legal_basis = { id = "Tidak ada", en = "None" }
valid_from = 2020-01-01
valid_to = 2021-12-31
provenance = "assumed"
sources = [{ key = "book", title = "A book" }]
levels = [
  { code = "index", title = { id = "Indeks", en = "Index" } },
  { code = "part", title = { id = "Bagian", en = "Part" } },
]
nodes = [
  { code = "top", level = "index", title = { id = "Atas", en = "Top" } },
  { code = "left", level = "part", parent = "top", title = { id = "Kiri", en = "Left" }, bands = "classes" },
  { code = "right", level = "part", parent = "top", title = { id = "Kanan", en = "Right" } },
]
weight_sets = [
  { code = "w", title = { id = "w", en = "w" }, provenance = "unofficial", source = "book", weights = { left = 3 } },
]
[[band_scales]]
code = "classes"
provenance = "expert"
source = "book"
maximum = 100
bands = [
  { code = "low", title = { id = "Rendah", en = "Low" }, start = 0 },
  { code = "high", title = { id = "Tinggi", en = "High" }, start = 50 },
]
[[groupings]]
code = "pillar"
title = { id = "Pilar", en = "Pillar" }
provenance = "project"
source = "book"
members = [{ code = "economy", title = { id = "Ekonomi", en = "Economy" } }]
[[indicators]]
code = "A"
title = { id = "Jumlah A", en = "Number of A" }
parent = "left"
value_type = "count"
direction = -1
weight = 2
minimum = 0
maximum = 10
goalposts = { low = 1, high = 10, provenance = "expert", source = "book", log = true }
groups = { pillar = "economy" }
[[indicators]]
code = "B"
title = { id = "Jumlah B", en = "Number of B" }
parent = "left"
value_type = "percent"
[[rules]]
kind = "sum_at_most"
flag = "TOO_MUCH"
severity = "warning"
text = { id = "Terlalu banyak.", en = "Too much." }
indicators = ["A", "B"]
maximum = 150
"""

# (what is replaced, by what, the key path, what is found, what is allowed)
BREAKAGES = [
    ('value_type = "count"', 'value_type = "cuont"', "indicators[0].value_type", "'cuont'", "did you mean 'count'?"),
    ('value_type = "count"', "value_type = 3", "indicators[0].value_type", "3", "count, percent, boolean"),
    ('value_type = "count"', "", "indicators[0].value_type", "nothing", "one of count, percent"),
    ("minimum = 0", "minimun = 0", "indicators[0].minimun", "an unknown key", "did you mean 'minimum'?"),
    ("minimum = 0", "minimum = 11", "indicators[0].maximum", "10", "11 (minimum) or more"),
    ("direction = -1", "direction = 2", "indicators[0].direction", "2", "-1, 0, 1"),
    ("direction = -1", "direction = true", "indicators[0].direction", "True", "-1, 0, 1"),
    ("[[band_scales]]", 'normalise = "none"\n[[band_scales]]', "indicators[0].direction", "-1", "one of 1, 0, for"),
    ("weight = 2", "weight = -2", "indicators[0].weight", "-2", "a number from 0 to 1e+09"),
    ("weight = 2", "weight = nan", "indicators[0].weight", "nan", "a finite number"),
    ("weight = 2", "weight = inf", "indicators[0].weight", "inf", "a finite number"),
    ("weight = 2", f"weight = {'9' * 400}", "indicators[0].weight", "99999", "a finite number"),
    ("weight = 2", 'weight = "2"', "indicators[0].weight", "'2'", "a finite number"),
    ("weight = 2", "weight = 2\nasks = 'ever'", "indicators[0].asks", "'ever'", "existence, count, share, duration"),
    ('parent = "left"', 'parent = "lfet"', "indicators[0].parent", "'lfet'", "did you mean 'left'?"),
    ('code = "B"', 'code = "A"', "indicators[1].code", "'A'", "a code not used before (indicators[0] has it)"),
    ('code = "B"', 'code = "top"', "indicators[1].code", "'top'", "(nodes[0] has it)"),
    ('code = "B"', 'code = " "', "indicators[1].code", "' '", "text in quotes that is not empty"),
    ("low = 1,", "low = 10,", "indicators[0].goalposts.high", "10", "a number above low (10)"),
    ("low = 1,", "low = 0,", "indicators[0].goalposts.low", "0", "a number above 0, for its logarithm is taken"),
    ("low = 1,", "", "indicators[0].goalposts.low", "nothing", "a finite number (required)"),
    (', source = "book", log', ', source = "boook", log', "indicators[0].goalposts.source", "'boook'", "'book'?"),
    ('source = "book"\nmax', 'source = "me"\nmax', "band_scales[0].source", "'me'", "book"),
    ('pillar = "economy"', 'pilar = "economy"', "indicators[0].groups.pilar", "an unknown grouping", "'pillar'?"),
    ('pillar = "economy"', 'pillar = "eco"', "indicators[0].groups.pillar", "'eco'", "economy"),
    ("start = 50", "start = 0", "band_scales[0].bands[1].start", "0", "a number above 0"),
    ("start = 50", "start = 101", "band_scales[0].maximum", "100", "101 or more"),
    ('code = "high"', 'code = "low"', "band_scales[0].bands[1].code", "'low'", "not used before"),
    ('bands = "classes"', 'bands = "clases"', "nodes[1].bands", "'clases'", "did you mean 'classes'?"),
    ('"index", title = { id = "Atas"', '"idnex", title = { id = "Atas"', "nodes[0].level", "'idnex'", "'index'?"),
    ('level = "part", parent = "top", title = { id = "Kanan"', 'level = "part", title = { id = "Kanan"',
     "nodes[2].parent", "nothing", "'top' is the top already"),
    ('parent = "top", title = { id = "Kiri"', 'parent = "left", title = { id = "Kiri"',
     "nodes[1].parent", "left → left", "a parent that is not below the node itself"),
    ('level = "part", parent = "top", title = { id = "Kiri"', 'level = "index", parent = "top", title = { id = "Kiri"',
     "nodes[1].level", "'index'", "part (levels follow without a gap)"),
    ('level = "index", title', 'level = "index", parent = "right", title',
     "nodes[0].parent", "top → right → top", "a parent that is not below"),
    ('{ code = "part", title', '{ code = "between", title = { id = "x", en = "x" } },\n  { code = "part", title',
     "levels[1]", "level 'between' without a node", "levels that some node is on"),
    ("weights = { left = 3 }", "weights = { lef = 3 }", "weight_sets[0].weights.lef", "an unknown code", "'left'?"),
    ("weights = { left = 3 }", "weights = { left = 0, right = 0 }", "weight_sets[0].weights", "children of 'top'",
     "a sum above 0"),
    ("valid_to = 2021-12-31", "valid_to = 2019-12-31", "valid_to", "2019-12-31", "2020-01-01 (valid_from) or later"),
    ("valid_to = 2021-12-31", 'valid_to = "2021"', "valid_to", "'2021'", "a date such as 2023-12-31"),
    ("valid_to = 2021-12-31", "valid_to = 2021-12-31T00:00:00", "valid_to", "datetime", "a date such as 2023-12-31"),
    ('kind = "sum_at_most"', 'kind = "sum_at_least"', "rules[0].kind", "'sum_at_least'", "'sum_at_most'?"),
    ('indicators = ["A", "B"]', 'indicators = ["A", "C"]', "rules[0].indicators[1]", "'C'", "A, B"),
    ("maximum = 150", "", "rules[0].maximum", "nothing", "a number"),
    ("maximum = 150", "maximum = true", "rules[0].maximum", "True", "a number"),
    ("maximum = 150", "maximum = nan", "rules[0].maximum", "nan", "a number"),
    ("maximum = 150", "maximum = 150\ntolerence = 1", "rules[0].tolerence", "an unknown key", "'tolerance'?"),
    ('en = "Too much."', 'en = "Too much: {totl}."', "rules[0].text.en", "the place {totl}", "'total'?"),
    ('flag = "TOO_MUCH"', 'flag = "TOO_MUCH_{label}"', "rules[0].flag", "the place {label}", "none declared"),
    ('severity = "warning"', 'severity = "fatal"', "rules[0].severity", "'fatal'", "format, note, warning, suspect"),
    ('en = "Too much."', 'eng = "Too much."', "rules[0].text.eng", "an unknown key", "id, en"),
    ('id = "small"', 'id = "small"\nscale = 0', "scale", "0", "a number from 1e-09 up"),
    ('id = "small"', 'id = "small"\ndecimals = 1.5', "decimals", "1.5", "a whole number"),
    ('id = "small"', 'id = "small"\nnormalise = "zscor"', "normalise", "'zscor'", "did you mean 'zscore'?"),
    ('id = "small"', 'id = "small"\njudgements = "Baik"', "judgements", "'Baik'", "a list"),
    ('id = "small"', 'id = "small"\njudgements = ["Baik"]', "judgements[0]", "'Baik'", "a table with code, title"),
    ('en = "Part" } }', 'en = "Part" }, aggregate = "generalised" }', "levels[1].power", "nothing", "a number, the exp"),
    ('en = "Part" } }', 'en = "Part" }, power = 2 }', "levels[1].power", "2", 'only beside aggregate = "generalised"'),
    ('bands = "classes" }', 'bands = "classes", aggregate = "median", power = 2 }', "nodes[1].power", "2", "only beside"),
    ('bands = "classes" }', 'bands = "classes", aggregate = "mode" }', "nodes[1].aggregate", "'mode'", "geometric, harmonic, median"),
    ('bands = "classes" }', 'bands = "classes", min_share = 2 }', "nodes[1].min_share", "2", "a number from 0 to 1"),
    ('id = "small"', "id = 'small", "the file", "Expected", "valid TOML"),
]  # fmt: skip


def broken(text: str) -> FrameworkError:
    with pytest.raises(FrameworkError) as caught:
        load(text)
    return caught.value


def test_a_good_file_is_read_into_types():
    framework = load(SMALL)
    assert isinstance(framework, Framework)
    a = framework.indicator("A")
    assert (a.value_type, a.direction, a.weight, a.asks) == ("count", -1, 2.0, None)
    assert framework.rules[0].options == {"maximum": 150}
    assert framework.root.code == "top"
    assert [n.code for n in framework.children("top")] == ["left", "right"]
    assert framework.children("right") == ()
    assert [i.code for i in framework.leaves("top")] == ["A", "B"]


@pytest.mark.parametrize(("old", "new", "path", "found", "allowed"), BREAKAGES, ids=[b[2] for b in BREAKAGES])
def test_each_breakage_names_file_key_found_and_allowed(
    tmp_path: Path, old: str, new: str, path: str, found: str, allowed: str
):
    assert old in SMALL
    file = tmp_path / "broken.toml"
    file.write_text(SMALL.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FrameworkError) as caught:
        load(file)
    (line,) = [line for line in str(caught.value).splitlines() if line.startswith(f"broken.toml: {path}: ")]
    before, after = line.split("; allowed: ")
    assert found in before
    assert allowed in after


def test_one_mistake_is_reported_once():
    for old, new, *_ in BREAKAGES:
        assert len(broken(SMALL.replace(old, new, 1)).problems) <= 2  # a renamed key is also a missing one


def test_all_faults_of_a_file_are_reported_together():
    text = SMALL.replace('"count"', '"cuont"').replace(
        '"left"\nvalue_type = "percent"', '"nowhere"\nvalue_type = "x"'
    )
    text = text.replace("start = 50", "start = 0").replace('severity = "warning"', 'severity = "fatal"')
    assert {p.path for p in broken(text).problems} == {
        "indicators[0].value_type",
        "indicators[1].value_type",
        "band_scales[0].bands[1].start",
        "rules[0].severity",
    }


def test_zero_weights_of_all_children():
    text = SMALL.replace("weight = 2", "weight = 0").replace(
        'value_type = "percent"', 'value_type="percent"\nweight=0'
    )
    (problem,) = broken(text).problems
    assert str(problem) == "weight: found children of 'left' that weigh 0; allowed: a sum above 0"


@pytest.mark.parametrize("section", ["levels", "nodes", "indicators"])
def test_a_framework_needs_levels_nodes_and_indicators(section: str):
    empty = 'id="x"\ntitle={id="x",en="x"}\nlegal_basis={id="x",en="x"}\nprovenance="expert"\nsources=[]\n'
    paths = {p.path for p in broken(empty + f"{section} = []").problems}
    assert section in paths


def test_a_file_that_is_no_text_or_not_there(tmp_path: Path):
    file = tmp_path / "latin.toml"
    file.write_bytes('id = "é"'.encode("latin-1"))
    with pytest.raises(FrameworkError, match=r"latin.toml: the file: .*allowed: text in UTF-8"):
        load(file)
    with pytest.raises(FrameworkError, match=r"gone.toml: the file: .*allowed: a file that can be read"):
        load(str(tmp_path / "gone.toml"))


def test_a_byte_order_mark_is_ignored(tmp_path: Path):
    file = tmp_path / "bom.toml"
    file.write_text(SMALL, encoding="utf-8-sig")
    assert load(file).id == "small"


def test_unknown_codes_raise_key_errors_that_name_them():
    framework = load(SMALL)
    lookups = (
        framework.indicator,
        framework.node,
        framework.level,
        framework.band_scale,
        framework.with_weights,
    )
    for look_up in lookups:
        with pytest.raises(KeyError, match=r"'nothing' is no .* of small"):
            look_up("nothing")


def test_a_weight_set_changes_only_the_weights_it_names():
    framework = load(SMALL)
    weighed = framework.with_weights("w")
    assert {n.code: n.weight for n in weighed.nodes} == {"top": 1, "left": 3, "right": 1}
    assert weighed.indicators == framework.indicators
    assert framework.node("left").weight == 1


VALUES = st.sampled_from(
    ["0", "-1", "1e309", "nan", "inf", '""', '"left"', '"top"', "true", "[]", "{}", "[[]]", "{ id = 1 }",
     "2020-01-01", "2020-01-01T00:00:00Z", "07:32:00", "9" * 5000, "[" * 2000, '"\\u0000"', "0x1F", "[1, 'a', {}]"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_done_to_a_file_only_a_framework_error_comes_out(data: st.DataObject):
    lines = SMALL.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, len(lines) - 1))
        line = lines[index]
        change = data.draw(st.sampled_from(["value", "drop", "twice", "cut", "noise"]))
        if change == "value" and "=" in line:
            lines[index] = line.split("=")[0] + "= " + data.draw(VALUES)
        elif change == "drop":
            lines[index] = ""
        elif change == "twice":
            lines[index] = f"{line}\n{line}"
        elif change == "cut":
            lines[index] = line[: data.draw(st.integers(0, len(line)))]
        else:
            lines[index] = line + data.draw(st.text(max_size=5))
    with contextlib.suppress(FrameworkError):
        assert load("\n".join(lines)).root


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["code", "id", "en", "parent", "x"]), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    st.sampled_from(
        ["sources", "levels", "nodes", "indicators", "rules", "band_scales", "groupings", "title"]
    ),
)
def test_any_value_in_any_section_is_refused_or_read(value: object, section: str):
    def toml(item: object) -> str:
        if isinstance(item, dict):
            return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in item.items()) + " }"
        if isinstance(item, list):
            return "[" + ", ".join(map(toml, item)) + "]"
        if isinstance(item, bool):
            return str(item).lower()
        return "'x'" if item is None or isinstance(item, str) else str(item)

    with pytest.raises(FrameworkError):
        load(f"{section} = {toml(value)}")


def test_the_shipped_files_are_named_by_their_id():
    for file in FOLDER.glob("*.toml"):
        assert load(file).id == file.stem


def test_a_node_may_be_made_in_its_own_way():
    chosen = load(
        SMALL.replace('bands = "classes" }', 'aggregate = "generalised", power = -1, min_share = 0.5 }')
    )
    left, right = chosen.node("left"), chosen.node("right")
    assert (left.aggregate, left.power, left.min_share) == ("generalised", -1, 0.5)
    assert (right.aggregate, right.power, right.min_share) == (None, None, None)
