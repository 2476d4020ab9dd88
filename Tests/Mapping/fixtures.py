"""Mapping workbooks of the tests' own, each with what is to come out of it.

The data model, for whoever runs them:

    Fixture(name, build, targets, tables, exit_code, codes, about, unsupported)
        build(path)   writes the workbook there, with the sample data of `tables` on its sheets `Samples <table>`
        targets       {table: ExpectedTarget}: as the plan names them, whatever the case
        tables        {table: Table(columns={name: type}, rows=[{name: value}])}: the sources, to be made in a database
        exit_code     of `throughline mapping generate`
        unsupported   {dialect: [(table, column)]}: what that dialect cannot say. There the column is open, its values are None, the exit code is 1
                      and `dialect_unsupported` joins the codes
        codes         diagnostic codes of errors and warnings, exactly these (notes of severity `info` are not counted)
        about         the sentence of the contract that it shows

    ExpectedTarget(columns, rows, order_key, kinds, sources, joins, open)
        columns       the target's columns, in order
        rows          tuples in the order of `columns`, or None where the fixture does not run. Values are int, Decimal, float, str, bool, date,
                      datetime and None, worked out here in plain Python, one lambda a column, from the samples: never read from Throughline's output
        order_key     the columns that rows are sorted by before they are compared ([]: as sets)
        kinds         {column: kind of the plan} for the columns where it matters
        sources       {column: [(table, column)]} for the columns where it matters
        open          columns that stay open (`NULL /* open: … */`); their values in `rows` are None

    fixtures() -> [Fixture]          all of them, names unique
    workbook(fixture, folder)        writes one and answers its path

Needs openpyxl. Run as a program it writes them all: python3 Tests/Mapping/fixtures.py FOLDER
"""

import dataclasses
import datetime
import decimal
import importlib
import pathlib
import sys
import types
import typing

import openpyxl

MAPPING_HEADERS = ["Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column",
                   "Transformation", "Default", "Notes"]
JOIN_HEADERS = ["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"]


@dataclasses.dataclass
class Table:
    columns: dict
    rows: list


@dataclasses.dataclass
class ExpectedTarget:
    columns: list
    rows: typing.Optional[list] = None
    order_key: list = dataclasses.field(default_factory=list)
    kinds: dict = dataclasses.field(default_factory=dict)
    sources: dict = dataclasses.field(default_factory=dict)
    open: list = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Fixture:
    name: str
    build: typing.Callable
    targets: dict
    tables: dict = dataclasses.field(default_factory=dict)
    exit_code: int = 0
    codes: set = dataclasses.field(default_factory=set)
    about: str = ""
    unsupported: dict = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Column:
    """A row of the template's sheet Mapping, with what it is to give: `expect` takes a row whose attributes are the aliases."""

    name: str
    type: str = None
    source: str = None  # "alias.column", "alias." or None
    rule: str = None
    expect: typing.Callable = None
    default: str = None
    key: str = None
    nullable: str = None
    kind: str = None
    notes: str = None
    open: bool = False


def table(columns, *rows):
    """table("id INTEGER, name VARCHAR(20)", (1, "a"), …)"""
    pairs = [part.strip().rsplit(" ", 1) if "(" not in part else part.strip().split(" ", 1) for part in _split(columns)]
    names = [name for name, _ in pairs]
    return Table(dict((name, kind) for name, kind in pairs), [dict(zip(names, row)) for row in rows])


def _split(columns):
    parts, depth, part = [], 0, ""
    for character in columns:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += character
    return parts + [part]


def aliased(**rows):
    """A row of several tables: aliased(c={…}, o={…}).c.name"""
    return types.SimpleNamespace(**{alias: types.SimpleNamespace(**row) for alias, row in rows.items()})


def empty(source):
    """The row that an outer join gives where nothing fits."""
    return dict.fromkeys(source.columns)


def each(alias, source):
    return [aliased(**{alias: row}) for row in source.rows]


def half_up(value, places=0):
    """To this many places, halves away from zero."""
    if value is None:
        return None
    quantum = decimal.Decimal(1).scaleb(-places)
    return decimal.Decimal(str(value)).quantize(quantum, rounding=decimal.ROUND_HALF_UP)


def write_samples(book, tables):
    for name, source in tables.items():
        title = "".join("_" if character in ":\\/?*[]" else character for character in ("Samples " + name)[:31])
        sheet = book.create_sheet(title)
        sheet.append(list(source.columns))
        for row in source.rows:
            sheet.append([float(value) if isinstance(value, decimal.Decimal) else value for value in row.values()])


def template(name, tables, targets, joins=(), filters=(), about="", exit_code=0, codes=(), with_sources=True, schema=(), unsupported=None):
    """A fixture in the template's shape.

    targets: {table: (aliases, columns, rows, key)}: aliases {alias: source table}; columns a list of Column; rows those that the target is made of
    (objects with an attribute per alias, or whatever the columns' `expect` take), None where it does not run; key the names to sort by.
    """

    def build(path):
        book = openpyxl.Workbook()
        mapping = book.active
        mapping.title = "Mapping"
        mapping.append(MAPPING_HEADERS)
        for target, (aliases, columns, _, _) in targets.items():
            for column in columns:
                alias, _, source = (column.source or "").partition(".")
                mapping.append([target, column.name, column.type, column.nullable, column.key, aliases.get(alias), alias or None, source or None,
                                column.rule, column.default, column.notes])
                # A text that begins with an equals sign would be taken for a formula.
                for cell in mapping[mapping.max_row]:
                    if cell.data_type == "f":
                        cell.data_type = "s"
        if joins:
            sheet = book.create_sheet("Joins")
            sheet.append(JOIN_HEADERS)
            for join in joins:
                sheet.append(list(join))
        if filters:
            sheet = book.create_sheet("Filters")
            sheet.append(["Target Table", "Condition"])
            for one in filters:
                sheet.append(list(one))
        if with_sources:
            sheet = book.create_sheet("Sources")
            sheet.append(["Table", "Column", "Type", "Nullable"])
            for source, content in tables.items():
                for column, kind in content.columns.items():
                    sheet.append([source, column, kind, "Y"])
            for row in schema:
                sheet.append(list(row))
        write_samples(book, tables)
        book.save(path)

    expected = {}
    for target, (aliases, columns, rows, key) in targets.items():
        values = None
        if rows is not None:
            values = [tuple(None if column.open else column.expect(row) for column in columns) for row in rows]
        expected[target] = ExpectedTarget(
            [column.name for column in columns], values, list(key), {column.name: column.kind for column in columns if column.kind},
            {column.name: [(aliases[column.source.partition(".")[0]], column.source.partition(".")[2])] for column in columns
             if column.source and column.source.partition(".")[2] and not column.rule},
            [column.name for column in columns if column.open])
    return Fixture(name, build, expected, dict(tables), exit_code, set(codes), about, unsupported or {})


def sheet_fixture(name, draw, targets, tables=None, exit_code=0, codes=(), about=""):
    """A fixture of any shape: `draw(book)` fills a workbook that has one sheet, titled Sheet1."""

    def build(path):
        book = openpyxl.Workbook()
        book.active.title = "Sheet1"
        draw(book)
        write_samples(book, tables or {})
        book.save(path)

    return Fixture(name, build, targets, dict(tables or {}), exit_code, set(codes), about)


def fixtures():
    """All of them."""
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    try:
        found = [one for module in ("fixtures_template", "fixtures_refused", "fixtures_wild") for one in importlib.import_module(module).fixtures()]
    finally:
        sys.path.pop(0)
    names = [one.name for one in found]
    assert len(names) == len(set(names)), "two fixtures have one name"
    return found


def workbook(fixture, folder):
    path = pathlib.Path(folder) / f"{fixture.name}.xlsx"
    fixture.build(path)
    return path


DATE = datetime.date
TIME = datetime.datetime
D = decimal.Decimal

if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    pathlib.Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    # Under its own name, so that the fixtures' classes are one and the same.
    import fixtures as own

    for one in own.fixtures():
        print(own.workbook(one, sys.argv[1]))
