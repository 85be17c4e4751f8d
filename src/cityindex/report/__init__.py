"""Assessments and rankings as text, HTML, JSON and CSV."""

from cityindex.report.html import assessment_html, standings_html
from cityindex.report.machine import assessment_csv, assessment_json, standings_csv, standings_json
from cityindex.report.plain import assessment_text, standings_text

__all__ = [
    "assessment_csv",
    "assessment_html",
    "assessment_json",
    "assessment_text",
    "standings_csv",
    "standings_html",
    "standings_json",
    "standings_text",
]
