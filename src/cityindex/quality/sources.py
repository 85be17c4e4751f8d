"""Second sources: the study's prose as statements of the framework, and observations that name a source."""

from collections.abc import Sequence

from cityindex.dataset import Observation, read_observation
from cityindex.framework.types import Framework, Statement
from cityindex.quality.types import Said
from cityindex.reading import Reading, read, read_answer
from cityindex.text import Text


def said_by(
    framework: Framework, observations: Sequence[Observation], statements: Sequence[Statement]
) -> tuple[Said, ...]:
    """Return what second sources say; an observation takes the place of a statement it corrects (same source, subject)."""
    observed = [_from_observation(framework, row) for row in observations if row.source]
    corrected = {(row.source, row.indicator) for row in observations if row.source}
    stated = [
        _from_statement(framework, statement)
        for statement in statements
        if (statement.source, statement.subject) not in corrected
    ]
    return (*stated, *observed)


def _from_statement(framework: Framework, statement: Statement) -> Said:
    return Said(
        statement.subject,
        statement.raw_value,
        _reading(framework, statement),
        statement.year,
        _title(framework, statement.source),
        statement.note or Text("", ""),
    )


def _reading(framework: Framework, statement: Statement) -> Reading | None:
    asked = {indicator.code: indicator for indicator in framework.indicators}.get(statement.subject)
    if asked and statement.value_type in (None, asked.value_type):
        return read_answer(statement.raw_value, asked)
    return read(statement.raw_value, statement.value_type) if statement.value_type else None


def _from_observation(framework: Framework, row: Observation) -> Said:
    known = {indicator.code: indicator for indicator in framework.indicators}
    types = {statement.subject: statement.value_type for statement in framework.statements}
    reading = None
    if row.indicator in known:
        reading = read_observation(known[row.indicator], row)
    elif stored := types.get(row.indicator):
        reading = read(row.raw_value, stored, decimal=row.decimal)
    return Said(row.indicator, row.raw_value, reading, row.year, _title(framework, row.source), Text("", ""))


def _title(framework: Framework, key: str) -> Text:
    title = next((source.title for source in framework.sources if source.key == key), key)
    return Text(title, title)
