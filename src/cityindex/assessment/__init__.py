"""Assessments: the readiness share, scores, coverage, reasons and flags of a unit in a period."""

from cityindex.assessment.judging import UnknownJudgementError, judgement_of
from cityindex.assessment.measures import Readiness
from cityindex.assessment.results import Assessment, IndicatorResult, NodeResult
from cityindex.assessment.standings import Standing, around, standings
from cityindex.assessment.study import Study, assess, same_unit, study

__all__ = [
    "Assessment",
    "IndicatorResult",
    "NodeResult",
    "Readiness",
    "Standing",
    "Study",
    "UnknownJudgementError",
    "around",
    "assess",
    "judgement_of",
    "same_unit",
    "standings",
    "study",
]
