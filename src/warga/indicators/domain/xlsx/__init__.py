"""Workbooks: looked over before they are opened, read as they are printed."""

from warga.indicators.domain.xlsx.guard import guard
from warga.indicators.domain.xlsx.printed import printed
from warga.indicators.domain.xlsx.read import read_xlsx

__all__ = ["guard", "printed", "read_xlsx"]
