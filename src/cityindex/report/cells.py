"""Values on their way out: a spreadsheet that opens our CSV must not run anything."""

_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula: text that could be one gets an apostrophe in front.

    Numbers, also negative ones, and dashes stay as they are.
    """
    if not isinstance(cell, str) or not cell.lstrip(" ").startswith(_STARTS):
        return cell
    return cell if _is_number(cell) or not cell.strip(" -") else f"'{cell}"


def one_line_end(cell: object) -> object:
    """Return a cell whose lines end in a line feed.

    Python's CSV writer does not quote a carriage return that stands alone; a reader would begin a new row there.
    """
    return cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell


def _is_number(text: str) -> bool:
    digits = text.strip().removeprefix("-").removeprefix("+")
    return digits.replace(".", "").replace(",", "").isdigit() and digits.isascii()
