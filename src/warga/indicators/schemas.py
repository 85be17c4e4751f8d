"""The shapes of the programming interface."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema

VALUES_AT_ONCE = 20_000


class TextOut(Schema):
    """A text in Indonesian and in English."""

    id: str
    en: str


class FrameworkRow(Schema):
    """One loaded framework; ``digest`` changes with its file."""

    id: str
    title: TextOut
    digest: str


class LevelOut(Schema):
    code: str
    title: TextOut
    aggregate: str


class NodeOut(Schema):
    code: str
    level: str
    parent: str | None
    title: TextOut
    weight: float
    note: TextOut | None


class GoalpostsOut(Schema):
    low: float
    high: float
    log: bool
    provenance: str
    source: str


class IndicatorOut(Schema):
    """One indicator; ``direction`` is 1 (more is better), -1 (less is better) or 0 (never scored)."""

    code: str
    parent: str
    title: TextOut
    value_type: str
    unit: str
    asks: str | None
    direction: int
    weight: float
    goalposts: GoalpostsOut | None
    minimum: float | None
    maximum: float | None
    groups: dict[str, str]
    note: TextOut | None


class SourceOut(Schema):
    key: str
    title: str
    confidence: str
    url: str


class JudgementOut(Schema):
    code: str
    title: TextOut


class FrameworkOut(Schema):
    """A framework as loaded: its tree, its indicators and where they come from."""

    id: str
    title: TextOut
    legal_basis: TextOut
    valid_from: date | None
    valid_to: date | None
    provenance: str
    normalise: str
    scale: float
    sources: list[SourceOut]
    levels: list[LevelOut]
    nodes: list[NodeOut]
    indicators: list[IndicatorOut]
    judgements: list[JudgementOut]
    note: TextOut | None


class ObservationQuery(Schema):
    """Which values; what is not given is not narrowed down."""

    city: str = Field("", description="Code (53.71) or short name (kupang) of a city")
    framework: str = ""
    period: int | None = None
    indicator: str = ""
    after: Annotated[int, Field(ge=0, description="The `id` of the last value of the page before")] = 0
    limit: Annotated[int, Field(ge=1, le=10_000)] = 1_000
    format: Literal["", "json", "csv"] = Field("", description="Wins over the Accept header")


class ObservationOut(Schema):
    """One published value: as written, and as read (`read_as` says as what kind)."""

    id: int
    city: str
    city_name: str
    framework: str
    code: str
    period: int
    raw_value: str
    value: float | None
    read_as: str
    source_key: str
    source_year: int | None
    source: str
    published_at: datetime | None


class ObservationPage(Schema):
    """Some values, how many match in all, and the address of the next page."""

    count: int
    next: str | None
    items: list[ObservationOut]


Line = Annotated[str, Field(pattern=r"^[^\x00]*$")]
"""A text any database can keep."""


class ValueIn(Schema):
    """One value as written. `seen` (0 for none) is refused if another version stands there now."""

    indicator: str = Field(max_length=60)
    raw_value: str = Field(max_length=200)
    seen: int | None = Field(None, ge=0)


class ValuesIn(Schema):
    """Values of one framework and year of the token's city; all are saved as drafts, or none."""

    framework: Line
    period: int
    observations: list[ValueIn] = Field(min_length=1, max_length=VALUES_AT_ONCE)
    citation: Line = Field("", max_length=300)
    reason: Line = Field("", max_length=300, description="Needed where a published value is corrected")


class Saved(Schema):
    """What was written. The same request again writes nothing."""

    added: int
    changed: int
    unchanged: int


class Where(Schema):
    """One place an error is about: an index of `observations`, or a path into the request."""

    index: int | None = None
    path: list[str | int] | None = None
    column: str | None = None
    code: str
    message: str


class Error(Schema):
    """Every error: a stable code, a sentence in the language of the Accept-Language header, and the places."""

    code: str
    message: str
    where: list[Where] = []
