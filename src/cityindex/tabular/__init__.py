"""Tables people have: CSV in any of the usual encodings, their columns mapped to our indicators."""

from cityindex.tabular.decoding import Decoded, decode
from cityindex.tabular.importing import Imported, Line, Published, import_table
from cityindex.tabular.mapping import Mapping, MappingError, load_mapping, parse_mapping
from cityindex.tabular.problems import Problem, TableError
from cityindex.tabular.table import Row, Table, grid, parse, read_csv

__all__ = [
    "Decoded",
    "Imported",
    "Line",
    "Mapping",
    "MappingError",
    "Problem",
    "Published",
    "Row",
    "Table",
    "TableError",
    "decode",
    "grid",
    "import_table",
    "load_mapping",
    "parse",
    "parse_mapping",
    "read_csv",
]
