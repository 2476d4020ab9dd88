#!/usr/bin/env python3
"""Reads one workbook of 100,000 rows × 12 columns with Throughline, python-calamine and openpyxl, and writes the code of a mapping of 20,000 rows; prints rows per second
and memory. What the others do with the mapping is only to read it.

reading.py --server PROGRAM [--runs N] [--quick]
"""

import argparse
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

import openpyxl
import results

ROWS, COLUMNS = 100_000, 12
# Each reads every value of every row; the time is that of the whole process, with its start.
READERS = {
    "python-calamine": """
import sys
from python_calamine import CalamineWorkbook
cells = sum(len(row) for row in CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python())
assert cells == int(sys.argv[2]), cells
""",
    "openpyxl": """
import sys
import openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True)
cells = sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
assert cells == int(sys.argv[2]), cells
""",
}


def write_workbook(path, rows):
    """As Excel writes them: shared strings, some often and some once; whole and broken numbers; dates, booleans."""
    chance = random.Random(1)
    strings = [f"customer {chance.randrange(10**6)} & sons" for _ in range(rows // 10)] + ["open", "closed", "in transit", "returned"]
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    def row(number):
        numbers = [(letter, f"{chance.uniform(0, 10000):.2f}") for letter in "EFG"] + [("H", str(chance.randrange(100))), ("I", repr(chance.random()))]
        texts = [("B", chance.randrange(len(strings) - 4)), ("C", len(strings) - 1 - chance.randrange(4)), ("D", chance.randrange(len(strings) - 4))]
        return (
            f'<row r="{number}"><c r="A{number}"><v>{number}</v></c>'
            + "".join(f'<c r="{letter}{number}" t="s"><v>{index}</v></c>' for letter, index in texts)
            + "".join(f'<c r="{letter}{number}"><v>{value}</v></c>' for letter, value in numbers)
            + f'<c r="J{number}" s="1"><v>{40000 + chance.randrange(6000)}</v></c><c r="K{number}" s="2"><v>{40000 + chance.random() * 6000!r}</v></c>'
            + f'<c r="L{number}" t="b"><v>{number % 2}</v></c></row>'
        )

    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="Data" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(f'<Relationship Id="{identifier}" Type="{office}/{name}" Target="{target}"/>' for identifier, name, target in [
            ("s", "worksheet", "worksheets/sheet1.xml"), ("t", "sharedStrings", "sharedStrings.xml"), ("u", "styles", "styles.xml")])
        + "</Relationships>",
        "xl/styles.xml": f'<styleSheet {main}><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f"<sst {main}>" + "".join(f"<si><t>{text.replace('&', '&amp;')}</t></si>" for text in strings) + "</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'<worksheet {main}><dimension ref="A1:L{rows}"/><sheetData>'.encode())
            for first in range(1, rows + 1, 1000):
                sheet.write("".join(row(number) for number in range(first, min(first + 1000, rows + 1))).encode())
            sheet.write(b"</sheetData></worksheet>")


def write_mapping(path, targets, columns):
    """A mapping of the template's shape: each target with a join, a filter and rules of ten kinds."""
    rules = [None, "UPPER(s.c1)", "CONCAT(s.c1, ' ', s.c2)", "CASE WHEN s.c3 > 10 THEN 'high' ELSE 'low' END", "COALESCE(s.c4, 0)", "s.c3 * s.c5", "TRIM(s.c6)",
             "SUBSTRING(s.c1, 1, 3)", "l.name", "CAST(s.c7 AS DATE)"]
    book = openpyxl.Workbook(write_only=True)
    mapping = book.create_sheet("Mapping")
    mapping.append(["Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation", "Default", "Notes"])
    joins, filters = [], []
    for target in range(targets):
        for column in range(columns):
            rule = rules[column % len(rules)]
            mapping.append([f"target_{target}", f"column_{column}", "VARCHAR(200)", "Y", None, f"source_{target}", "s", None if rule else f"c{column}", rule, None, None])
        joins.append([f"target_{target}", "left", "s", f"list_{target}", "l", "s.c8 = l.id"])
        filters.append([f"target_{target}", "s.c9 > 0"])
    for name, head, rows in [
        ("Joins", ["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"], joins), ("Filters", ["Target Table", "Condition"], filters)]:
        sheet = book.create_sheet(name)
        sheet.append(head)
        for row in rows:
            sheet.append(row)
    book.save(path)


def run(arguments):
    """Seconds, processor seconds and the greatest resident size in MiB of one process. What it writes is read and thrown away."""
    with open(os.devnull, "wb") as nowhere:
        began = time.monotonic()
        process = subprocess.Popen(arguments, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{arguments[0]} ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def tell(name, title, rows, programs, options):
    """Runs each in turn, keeps the medians and prints them."""
    measured = {program: [] for program in programs}
    for _ in range(1 if options.quick else options.runs):
        for program, arguments in programs.items():
            measured[program].append(run(arguments))
    figures = []
    for program, runs in measured.items():
        seconds, processor, memory = (statistics.median(column) for column in zip(*runs))
        figures.append({"program": program, "rows/s": rows / seconds, "seconds": seconds, "CPU seconds": processor, "MiB": memory})
    results.keep(name, title, figures, options.quick)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--server", required=True)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    rows = 5000 if options.quick else ROWS
    targets, columns = (10, 50) if options.quick else (400, 50)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "workbook.xlsx"
        write_workbook(path, rows)
        readers = {"throughline": [options.server, "mapping", "inspect", str(path), "--cells"]}
        readers |= {name: [sys.executable, "-c", program, str(path), str(rows * COLUMNS)] for name, program in READERS.items()}
        tell("reading", f"./bench mapping: {rows:,} rows × {COLUMNS} columns of .xlsx", rows, readers, options)
        mapping = pathlib.Path(folder) / "mapping.xlsx"
        write_mapping(mapping, targets, columns)
        writers = {
            f"throughline, {dialect}": [options.server, "mapping", "generate", str(mapping), "--dialect", dialect, "--as", "view", "--out", f"{folder}/{dialect}"]
            for dialect in ("postgres", "sqlite", "pyspark")
        }
        cells = "import sys, openpyxl\nsum(len(row) for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True) for row in sheet.iter_rows(values_only=True))"
        calamine = "import sys\nfrom python_calamine import CalamineWorkbook\nbook = CalamineWorkbook.from_path(sys.argv[1])\n[book.get_sheet_by_name(name).to_python() for name in book.sheet_names]"
        writers |= {"python-calamine, reading alone": [sys.executable, "-c", calamine, str(mapping)], "openpyxl, reading alone": [sys.executable, "-c", cells, str(mapping)]}
        tell("generating", f"./bench mapping: code of a mapping of {targets * columns:,} rows, {targets} targets", targets * columns, writers, options)


if __name__ == "__main__":
    main()
