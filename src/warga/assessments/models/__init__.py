"""The tables of assessments: what was judged and published, and how sure the scores are."""

from warga.assessments.models.published import CityScore, Judgement, Publication, Ranking
from warga.assessments.models.uncertain import CityInterval, UncertaintyRun

__all__ = ["CityInterval", "CityScore", "Judgement", "Publication", "Ranking", "UncertaintyRun"]
