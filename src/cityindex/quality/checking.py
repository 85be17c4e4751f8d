"""``check``: every flag of one city in one year."""

from collections.abc import Iterator, Mapping, Sequence

from cityindex.dataset import DuplicateObservationError, Observation, read_observation
from cityindex.framework.types import Framework, Rule, Statement
from cityindex.quality.catalogue import severity_of
from cityindex.quality.kinds import KINDS
from cityindex.quality.sources import said_by
from cityindex.quality.standing import SUSPECT, UNKNOWN_INDICATOR, standing_rules
from cityindex.quality.types import Case, Finding, Flag, Severity
from cityindex.reading import Reading, explain
from cityindex.wording import fill


def check(
    framework: Framework,
    observations: Sequence[Observation],
    context: Mapping[str, float] | None = None,
    *,
    statements: Sequence[Statement] | None = None,
) -> tuple[Flag, ...]:
    """Raise every flag for ONE unit and period: readings, then rules. ``context`` gives e.g. kelurahan_count.

    ``statements`` are what the study's prose says, a second source beside the table; by default the
    framework's own statements about this unit, ``()`` for none. Those beside another period are left out. Observations with a ``source`` are second
    sources too. Flags come in the order of the framework's indicators, those of the whole set last.

    Raises ValueError for observations of more than one unit or period, DuplicateObservationError for two
    main-table observations of one indicator. An unknown indicator is flagged and otherwise ignored.
    """
    if not observations:
        return ()
    case = _case(framework, observations, context or {}, statements)
    flags = [*_reading_flags(case), *_rule_flags(case), *_unknown(framework, observations)]
    flags += [Flag("SUSPECT", Severity.SUSPECT, SUSPECT, code) for code in suspects(flags)]
    order = {indicator.code: place for place, indicator in enumerate(framework.indicators)}
    return tuple(sorted(dict.fromkeys(flags), key=lambda flag: order.get(flag.indicator or "", len(order))))


def suspects(flags: Sequence[Flag]) -> frozenset[str]:
    """Return the indicators that scores leave out by default."""
    return frozenset(flag.indicator for flag in flags if flag.indicator and flag.severity is Severity.SUSPECT)


def readings(framework: Framework, observations: Sequence[Observation]) -> dict[str, Reading]:
    """Read the main-table observations of one unit and period, by indicator; unknown indicators are left out."""
    main = _main_table(framework, observations)
    return {code: read_observation(framework.indicator(code), row) for code, row in main.items()}


def _main_table(framework: Framework, observations: Sequence[Observation]) -> dict[str, Observation]:
    known = {indicator.code for indicator in framework.indicators}
    main: dict[str, Observation] = {}
    for row in observations:
        if row.source or row.indicator not in known:
            continue
        if row.indicator in main:
            raise DuplicateObservationError(f"{row.unit} {row.period}: two values for {row.indicator}")
        main[row.indicator] = row
    return main


def _case(
    framework: Framework,
    observations: Sequence[Observation],
    context: Mapping[str, float],
    statements: Sequence[Statement] | None,
) -> Case:
    places = {(row.unit, row.period) for row in observations}
    if len(places) > 1:
        raise ValueError(f"check takes one unit and period at a time, not {sorted(places)}")
    ((unit, period),) = places
    if statements is None:
        statements = [statement for statement in framework.statements if statement.unit == unit]
    statements = [statement for statement in statements if statement.period in (None, period)]
    main = _main_table(framework, observations)
    return Case(
        framework,
        period,
        main,
        readings(framework, observations),
        said_by(framework, observations, statements),
        context,
    )


def _reading_flags(case: Case) -> Iterator[Flag]:
    for code, reading in case.readings.items():
        for flag in reading.flags:
            yield Flag(flag, severity_of(flag), explain(flag, reading), code)


def _rule_flags(case: Case) -> Iterator[Flag]:
    for rule in (*standing_rules(), *case.framework.rules):
        for finding in KINDS[rule.kind](rule, case):
            yield _flag(rule, finding)


def _flag(rule: Rule, finding: Finding) -> Flag:
    code = rule.flag.format(label=finding.label)
    text = fill(rule.text, finding.places)
    return Flag(code, Severity(rule.severity), text, finding.indicator, finding.subject, finding.related)


def _unknown(framework: Framework, observations: Sequence[Observation]) -> Iterator[Flag]:
    known = {indicator.code for indicator in framework.indicators}
    for row in observations:
        if not row.source and row.indicator not in known:
            text = fill(UNKNOWN_INDICATOR, {"code": row.indicator})
            yield Flag("UNKNOWN_INDICATOR", Severity.WARNING, text, subject=row.indicator)
