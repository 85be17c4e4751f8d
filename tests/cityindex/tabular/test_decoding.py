"""Bytes to text: what is found is said, what is unclear is refused with its place."""

import codecs

import pytest

from cityindex.tabular import TableError, decode

HEADING = "kode;nilai;catatan\n"
ROWS = HEADING + "B1;4,08%;café – tersedia\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ROWS.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + ROWS.encode(), "UTF-8 (BOM)"),
        (codecs.BOM_UTF16_LE + ROWS.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + ROWS.encode("utf-16-be"), "UTF-16"),
        (ROWS.encode("utf-16-le"), "UTF-16"),
        (ROWS.encode("utf-16-be"), "UTF-16"),
        (ROWS.encode("cp1252"), "Windows-1252"),
    ],
)
def test_the_usual_encodings(data: bytes, encoding: str):
    found = decode(data)
    assert (found.text, found.encoding, found.delimiter) == (ROWS, encoding, ";")


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b,c\n1;2,3,4\n", ","),
        ("a;b;c\n1,5;2,5;3,5\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("a|b\n1|2\n", "|"),
        ('"a, or else";b\n1;2\n', ";"),
        ("kode\nB1\n", ","),
        ("\n\na;b\n1;2\n", ";"),
        ("sep=;\na;b\n1;2\n", ";"),
    ],
)
def test_the_delimiter_is_that_of_the_heading(text: str, delimiter: str):
    found = decode(text.encode())
    assert found.delimiter == delimiter
    assert not found.text.startswith("sep=")


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "EMPTY", (None, None)),
        (b" \n\n", "EMPTY", (None, None)),
        ("a;b\n1;é\n2;".encode() + b"\xff\n", "UNDECODABLE", (3, "2")),
        (b"a;b\n1;\x81\n", "UNDECODABLE", (2, "2")),
        (codecs.BOM_UTF16_LE + "a;b\n".encode("utf-16-le") + b"\x00", "UNDECODABLE", (2, "1")),
        (b"a;b\n1;\x01\n", "CONTROL_CHARACTER", (2, "2")),
        (b"a;b\n1;2\x00\n", "CONTROL_CHARACTER", (2, "2")),
        (b"PK\x03\x04rest", "NOT_CSV", (None, None)),
        (b"a;b\n" * 100, "TOO_LARGE_FILE", (None, None)),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, code: str, place: tuple[int | None, str | None]):
    with pytest.raises(TableError) as caught:
        decode(data, max_bytes=300)
    problem = caught.value.problem
    assert (problem.code, (problem.row, problem.column)) == (code, place)
    assert problem.text.id
    assert problem.text.en


def test_a_problem_is_one_sentence_with_its_place():
    with pytest.raises(TableError) as caught:
        decode(b"a;b\n1;\x81\n")
    problem = caught.value.problem
    assert problem.sentence("id").startswith("Baris 2, kolom 2: Byte 0x81 tidak dapat dibaca")
    assert problem.sentence("en").startswith("Row 2, column 2: Byte 0x81 cannot be read")
