"""Source tables as the tests know them, apart from any engine."""

import dataclasses
import datetime
import decimal


@dataclasses.dataclass
class Table:
    """`name` may have a schema in front. Columns are pairs of name and type, in the words of the template's sheet `Sources`."""

    name: str
    columns: list
    rows: list

    @property
    def column_names(self):
        return [name for name, _ in self.columns]


def comparable(value, expected=None):
    """What an engine gave, as all of them would have to give it: SQLite has 0 and 1 for booleans and text for dates, and digits after the point differ."""
    if value is None:
        return None
    if isinstance(expected, bool):
        return bool(int(value))
    if isinstance(expected, (datetime.date, datetime.datetime)):
        return _moment(value)
    if isinstance(expected, (int, float, decimal.Decimal)):
        return _number(value)
    return value


def _moment(value):
    if isinstance(value, datetime.datetime):
        text = value.replace(tzinfo=None).isoformat(sep=" ")
    elif isinstance(value, datetime.date):
        text = value.isoformat()
    else:
        text = str(value).replace("T", " ")
    return text.removesuffix(" 00:00:00")


def _number(value):
    if isinstance(value, bool) or not isinstance(value, (int, float, decimal.Decimal)):
        return value
    number = decimal.Decimal(str(value))
    # Engines carry a quotient to different lengths; nine significant digits are the same in all.
    return decimal.Context(prec=9, rounding=decimal.ROUND_HALF_UP).create_decimal(number).normalize() + 0


def rows_differ(found, expected):
    """In words, how rows differ; empty when they are the same in any order."""
    width = len(expected[0]) if expected else None
    kinds = [next((row[i] for row in expected if row[i] is not None), None) for i in range(width or 0)]

    def shaped(rows):
        return sorted((tuple(comparable(value, kind) for value, kind in zip(row, kinds)) for row in rows), key=repr)

    if width is not None and any(len(row) != width for row in found):
        return f"rows have {len(found[0])} columns, expected {width}"
    left, right = shaped(found), shaped(expected)
    if not expected and found:
        return f"{len(found)} rows, expected none"
    missing = [row for row in right if row not in left]
    extra = [row for row in left if row not in right]
    if not missing and not extra and len(left) == len(right):
        return ""
    return f"{len(left)} rows, expected {len(right)}; expected and not there: {missing[:4]}; there and not expected: {extra[:4]}"
