"""Headings that many results share, in both languages."""

from cityindex.text import Text

UNIT = Text("Kota", "City")
PERIOD = Text("Tahun", "Year")
CODE = Text("Kode", "Code")
TITLE = Text("Nama", "Name")
PART = Text("Bagian dari", "Part of")
COUNT = Text("Banyak nilai", "Values")
SCORE = Text("Skor", "Score")
RANK = Text("Peringkat; 1 = terbaik", "Rank; 1 = best")
