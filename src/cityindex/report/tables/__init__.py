"""Any result of an analysis as text, CSV, JSON, HTML or XLSX: one `Document`, five writers.

Text and HTML are for people: numbers to five digits, headings and explanations in one language. CSV and JSON
keep every digit (XLSX sixteen) and name the columns as Python does. No cell of any of them can run or break anything.
"""

from cityindex.report.tables.document import SCHEMA, Document, Figure
from cityindex.report.tables.html import as_html
from cityindex.report.tables.machine import as_csv, as_json
from cityindex.report.tables.plain import as_text
from cityindex.report.tables.xlsx import as_xlsx

__all__ = ["SCHEMA", "Document", "Figure", "as_csv", "as_html", "as_json", "as_text", "as_xlsx"]
