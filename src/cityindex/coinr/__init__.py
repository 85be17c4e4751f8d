"""COINr's pair of tables, read as they are: iMeta says what is measured, iData holds the values.

Both may be CSV files written by R (quoted, ``NA``, ``TRUE``; decimal commas after semicolons), their bytes, or
frames of pandas or polars. Format: COINr 1.1, vignette "Building coins".
"""

from cityindex.coinr.meta import read_meta
from cityindex.coinr.sources import CoinrError, Findings, open_table
from cityindex.coinr.values import CoinrNote, read_values
from cityindex.dataset import Dataset
from cityindex.framework.types import Framework

__all__ = ["CoinrError", "CoinrNote", "read_coinr"]


def read_coinr(imeta: object, idata: object, *, id: str = "coinr") -> tuple[Framework, Dataset]:
    """Read iMeta and iData into a framework and its dataset.

    Each is bytes, the path of a CSV file, or a frame with these columns.
    iMeta: ``Level`` (1 = indicators), ``iCode``, ``Direction``, ``Weight``, ``Parent``, ``Type``; may have
    ``iName``, ``Unit``, ``Target``, ``Denominator``. iData: ``uCode`` and one column for each code that is no
    aggregate; may have ``uName`` and, for a panel, ``Time`` (whole numbers; without it the only period is 0).

    Indicators and aggregates become the tree, whose levels are called by their numbers; ``Target`` becomes the
    indicators' target; ``Group`` columns become ``groups``, ``Denominator`` columns ``context``, and so do numeric
    ``Other`` columns; ``uName`` becomes ``names``. The framework implies min-max on 0–100 (R's default).
    Raises ``CoinrError`` with every fault of both tables. A column with the same value everywhere is no fault:
    a ``CoinrNote`` is warned of it.
    """
    meta, data = open_table("iMeta", imeta), open_table("iData", idata)
    findings = Findings()
    framework, columns = read_meta(meta, findings, id)
    dataset = read_values(data, columns, findings)
    if findings.problems or framework is None or dataset is None:
        raise CoinrError(findings.problems)
    return framework, dataset
