"""Workbooks are read as openpyxl and calamine read them, cell by cell, and hostile ones are refused in words."""

import datetime
import io
import json
import random
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import NamedStyle
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from support.process import ROOT, clean_environment, throughline

REAL = ROOT / "Tests" / "Mapping" / "data"
DATE_FORMATS = ["yyyy-mm-dd", "dd/mm/yyyy hh:mm:ss", "[$-409]d-mmm-yy;@", "mmm yyyy", "h:mm AM/PM", "yyyy\\-mm\\-dd\\Thh:mm:ss.000"]
NUMBER_FORMATS = ["General", "0.00", "#,##0", "[Red]0.00;-0.00", '0 "days"', "0.00E+00", "0%", "@"]


def inspect(path):
    return subprocess.run(
        [throughline(), "mapping", "inspect", str(path), "--cells"], env=clean_environment(), capture_output=True, timeout=120, check=False)


def ours(path):
    """(sheet, cell) → (type, value), and the formulas."""
    ran = inspect(path)
    assert ran.returncode == 0, ran.stderr.decode()
    cells, formulas = {}, {}
    for line in ran.stdout.decode().split("\n")[:-1]:
        cell = json.loads(line)
        place = (cell["sheet"], cell["cell"])
        assert place not in cells
        if cell["value"] != "":
            cells[place] = canonical(cell["value"], cell["type"])
        if "formula" in cell:
            formulas[place] = cell["formula"]
    return cells, formulas


def canonical(value, kind=None):
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, (int, float)):
        return ("number", float(value))
    if isinstance(value, datetime.datetime):
        text = value.isoformat(timespec="milliseconds").removesuffix(".000")
        return ("date", text.removesuffix("T00:00:00"))
    if isinstance(value, datetime.date):
        return ("date", value.isoformat())
    if isinstance(value, datetime.time):
        return ("date", value.isoformat(timespec="milliseconds").removesuffix(".000"))
    if isinstance(value, datetime.timedelta):
        return ("date", period(value))
    return (kind or "string", unescaped(value) if kind in (None, "string") else value)


def period(value):
    milliseconds = round(value / datetime.timedelta(milliseconds=1))
    hours, rest = divmod(abs(milliseconds), 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    text = "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    if rest:
        text += f"{rest // 1000}" + (f".{rest % 1000:03}" if rest % 1000 else "") + "S"
    return ("-" if milliseconds < 0 else "") + (text if text != "PT" else "PT0S")


def unescaped(text):
    """openpyxl leaves what XML cannot hold as Excel spells it."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


def by_openpyxl(path):
    cells, formulas = {}, {}
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.value != "":
                    cells[(sheet.title, cell.coordinate)] = canonical(cell.value, {"e": "error", "s": "string"}.get(cell.data_type))
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    formula = cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
                    formulas[(sheet.title, cell.coordinate)] = formula.removeprefix("=")
    return cells, formulas


def by_calamine(path):
    cells = {}
    book = CalamineWorkbook.from_path(str(path))
    for metadata in book.sheets_metadata:
        if str(metadata.typ) != "SheetTypeEnum.WorkSheet":
            continue
        for row, values in enumerate(book.get_sheet_by_name(metadata.name).to_python(skip_empty_area=False), 1):
            for column, value in enumerate(values, 1):
                if value != "":
                    cells[(metadata.name, f"{openpyxl.utils.get_column_letter(column)}{row}")] = canonical(value)
    return cells


def same(found, expected):
    """Says the first differences only: whole tables are of no help."""
    differences = [(place, found.get(place), expected.get(place)) for place in {*found, *expected} if found.get(place) != expected.get(place)]
    assert not differences[:5], f"{len(differences)} differ"


def agree(path, calamine=True):
    cells, formulas = ours(path)
    expected, expected_formulas = by_openpyxl(path)
    same(cells, expected)
    same(formulas, expected_formulas)
    if calamine:
        # calamine gives errors as text, and no type of its own for them.
        loose = {place: value if kind == "error" else (kind, value) for place, (kind, value) in cells.items()}
        other = by_calamine(path)
        same({place: value for place, value in loose.items() if isinstance(value, tuple)},
             {place: value for place, value in other.items() if isinstance(loose.get(place), tuple)})
    return cells


def random_value(chance, first_day):
    pick = chance.randrange(12)
    if pick < 3:
        return "".join(chance.choice("aé漢😀 \n\t\"'<>&;,_x0041_-") for _ in range(chance.randrange(1, 30))).strip() or "x", None
    if pick < 5:
        return chance.choice([chance.randrange(-10**6, 10**6), chance.uniform(-1e6, 1e6), chance.randrange(10**15), 0, 1e-7, 1.5e300]), chance.choice(NUMBER_FORMATS)
    if pick == 5:
        return chance.random() < 0.5, None
    if pick < 8:
        return first_day + datetime.timedelta(milliseconds=1000 * chance.randrange(86400 * 70000)), chance.choice(DATE_FORMATS[:2])
    if pick == 8:
        return datetime.date(1904, 1, 2) + datetime.timedelta(days=chance.randrange(60000)), "yyyy-mm-dd"
    if pick == 9:
        return datetime.time(chance.randrange(24), chance.randrange(60), chance.randrange(60)), "h:mm:ss"
    if pick == 10:
        return chance.choice(["#REF!", "#N/A", "#DIV/0!", "#VALUE!"]), None
    return chance.choice(["=A1+B2", '="a"&C3', "=SUM($A$1:B9)"]), None


@pytest.mark.parametrize("seed", range(12))
def test_random_workbooks_are_read_as_others_read_them(seed, tmp_path):
    chance = random.Random(seed)
    book = openpyxl.Workbook()
    book.remove(book.active)
    if seed % 3 == 2:
        book.epoch = CALENDAR_MAC_1904
    for number in range(chance.randrange(1, 4)):
        sheet = book.create_sheet(f"Sheet {number} é&<")
        for _ in range(150):
            # calamine takes days before the epoch for times of day.
            value, number_format = random_value(chance, datetime.datetime(1904, 1, 2) if seed % 3 == 2 else datetime.datetime(1900, 3, 1))
            cell = sheet.cell(chance.randrange(1, 60), chance.randrange(1, 40), value)
            if number_format:
                cell.number_format = number_format
    path = tmp_path / "random.xlsx"
    book.save(path)
    assert agree(path)
    shared = tmp_path / "shared.xlsx"
    shared.write_bytes(with_shared_strings(path))
    same(agree(shared), ours(path)[0])


def test_kinds_of_text_formulas_and_what_surrounds_them(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"), " end")
    sheet["A2"] = "  spaces kept  "
    sheet["A3"] = ArrayFormula("A3:A4", "=SUM(B1:B2*C1:C2)")
    sheet["A5"] = "=IF(B1>1,\"yes\",\"no\")"
    sheet["A6"] = datetime.timedelta(hours=30, minutes=5)
    sheet["A7"] = datetime.datetime(1900, 1, 1)
    sheet["A8"] = "x" * 32767
    sheet["A9"] = 12345678901234567890
    sheet["C1"].comment = Comment("ask Ada", "me")
    sheet["C1"] = "commented"
    sheet.merge_cells("D1:E2")
    sheet["D1"] = "merged"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["B1"] = "hidden column"
    sheet["AAB70"] = "far away"
    book.create_sheet("hidden").sheet_state = "hidden"
    book["hidden"]["B2"] = True
    book.create_sheet("empty")
    style = NamedStyle(name="day", number_format="dd.mm.yyyy")
    sheet["F1"] = 45000
    sheet["F1"].style = style
    path = tmp_path / "kinds.xlsx"
    book.save(path)
    cells = agree(path, calamine=False)
    assert cells[("Sheet", "A1")] == ("string", "plain bold end")
    assert cells[("Sheet", "F1")] == ("date", "2023-03-15")


def rewritten(source, change):
    """The archive with each part's text changed by `change(name, text)`; `None` leaves the part out."""
    target = io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            text = change(name, before.read(name).decode())
            if text is not None:
                after.writestr(name, text)
    return target.getvalue()


def with_shared_strings(source):
    """openpyxl writes texts where they stand; Excel writes them once, in a part of their own."""
    strings = []

    def changed(name, text):
        def share(found):
            strings.append(found[2])
            return f'{found[1]} t="s"><v>{len(strings) - 1}</v></c>'

        return re.sub(r'(<c [^>]*?) t="inlineStr"><is>(.*?)</is></c>', share, text, flags=re.S) if name.startswith("xl/worksheets/sheet") else text

    return with_strings_part(rewritten(source, changed), "".join(f"<si>{string}</si>" for string in strings))


def with_strings_part(archive, strings):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"

    def changed(name, text):
        if name == "xl/_rels/workbook.xml.rels":
            return text.replace("</Relationships>", f'<Relationship Id="strings" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>')
        if name == "[Content_Types].xml":
            return text.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
        return text

    with io.BytesIO(rewritten(io.BytesIO(archive), changed)) as target:
        with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as made:
            made.writestr("xl/sharedStrings.xml", f'<sst xmlns="{main}">{strings}</sst>')
        return target.getvalue()


@pytest.fixture
def plain(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["text", 1.5, True, datetime.datetime(2026, 11, 20, 13, 5), "#REF!", datetime.date(2026, 11, 20)])
    path = tmp_path / "plain.xlsx"
    book.save(path)
    return path


def test_strict_files_say_the_same(plain, tmp_path):
    namespaces = [
        ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
        ("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ]

    def strict(_, text):
        for transitional, strict_name in namespaces:
            text = text.replace(transitional, strict_name)
        return text

    path = tmp_path / "strict.xlsx"
    path.write_bytes(rewritten(plain, strict))
    assert ours(path) == ours(plain)
    assert ours(plain)[0] == by_openpyxl(plain)[0]


def test_prefixes_of_names_do_not_matter(plain, tmp_path):
    def prefixed(name, text):
        if name.startswith("xl/worksheets/sheet"):
            text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
        return text

    path = tmp_path / "prefixed.xlsx"
    path.write_bytes(rewritten(plain, prefixed))
    assert ours(path) == ours(plain)


def sheet_xml(plain, path, cells, strings=None):
    def changed(name, text):
        if name == "xl/worksheets/sheet1.xml":
            return re.sub("<sheetData>.*</sheetData>", lambda _: f"<sheetData>{cells}</sheetData>", text, flags=re.S)
        return text

    archive = rewritten(plain, changed)
    path.write_bytes(with_strings_part(archive, strings) if strings else archive)
    return path


def test_shared_formulas_are_told_of_each_cell(plain, tmp_path):
    first = '<row r="1"><c r="B1"><f t="shared" ref="B1:C9" si="0">A1*$A$1+Sheet!A$2&amp;"A1"&amp;SUM(A1:A2)&amp;LOG10(A1)</f><v>1</v></c>'
    others = "".join(f'<row r="{row}"><c r="B{row}"><f t="shared" si="0"/><v>2</v></c><c r="C{row}"><f t="shared" si="0"/><v>3</v></c></row>' for row in range(2, 9))
    agree(sheet_xml(plain, tmp_path / "shared.xlsx", first + "</row>" + others))


def test_text_in_pieces_and_pronounced(plain, tmp_path):
    rich = '<r><t>bold</t></r><r><t xml:space="preserve"> plain</t></r><rPh sb="0" eb="1"><t>spoken</t></rPh><phoneticPr fontId="1"/>'
    cells = f'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>{rich}</is></c><c r="C1" t="str"><v>a_x000D_b</v></c></row>'
    path = sheet_xml(plain, tmp_path / "rich.xlsx", cells, f"<si>{rich}</si>")
    assert agree(path, calamine=False) == {
        ("Sheet", "A1"): ("string", "bold plain"), ("Sheet", "B1"): ("string", "bold plain"), ("Sheet", "C1"): ("string", "a\rb")}


def test_cells_without_places_follow_each_other(plain, tmp_path):
    agree(sheet_xml(plain, tmp_path / "places.xlsx", '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>'))


@pytest.mark.parametrize("path", sorted(REAL.glob("*.xlsx")), ids=lambda path: path.stem)
def test_real_mappings_are_read_as_others_read_them(path):
    assert len(agree(path)) > 20


def test_open_document_is_read_as_calamine_reads_it(tmp_path):
    rows = """<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>
    <table:table-row><table:table-cell office:value-type="string"><text:p>one<text:s text:c="2"/>two</text:p><text:p>three</text:p></table:table-cell>
    <table:table-cell office:value-type="float" office:value="1.5" table:number-columns-repeated="2"><text:p>1,5</text:p></table:table-cell>
    <table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>TRUE</text:p></table:table-cell>
    <table:table-cell office:value-type="date" office:date-value="2026-11-20T13:05:00"><text:p>x</text:p></table:table-cell></table:table-row>"""
    path = tmp_path / "sheet.ods"
    rows = re.sub(">\\s+<", "><", rows)
    spaces = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content{spaces}><office:body><office:spreadsheet>"
                         f'<table:table table:name="One">{rows}</table:table></office:spreadsheet></office:body></office:document-content>')
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert ours(path)[0] == by_calamine(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_separated_text_is_read_as_python_reads_it(encoding, delimiter, tmp_path):
    import csv

    chance = random.Random(f"{encoding}{delimiter}")
    words = ["a", "007", "ä€", 'say "hi"', "x,y", "p;q", "l|m", "two\nlines", "", " "]
    rows = [["id", "name", "note", "größe"]] + [[chance.choice(words) for _ in range(4)] for _ in range(40)]
    path = tmp_path / "data.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    expected = {("data", f"{'ABCD'[column]}{row}"): ("string", value) for row, values in enumerate(rows, 1) for column, value in enumerate(values) if value}
    assert ours(path)[0] == expected


def refused(path, *words):
    ran = inspect(path)
    assert ran.returncode == 2, ran.stdout[:500]
    told = ran.stderr.decode().strip()
    assert len(told.splitlines()) == 1 and all(word in told for word in words), told


def test_hostile_workbooks_are_refused_in_a_line(plain, tmp_path):
    def made(name, *parts, change=lambda _, text: text):
        path = tmp_path / name
        path.write_bytes(rewritten(plain, change))
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            for part, content in parts:
                archive.writestr(part, content)
        return path

    refused(made("bomb.xlsx", ("xl/media/a.bin", bytes(20 << 20))), "200 times")
    refused(made("macro.xlsx", ("xl/vbaProject.bin", "x")), "macros")
    refused(made("link.xlsx", ("xl/externalLinks/externalLink1.xml", "<externalLink/>")), "another workbook")
    refused(made("twice.xlsx", ("XL/Workbook.xml", "<x/>")), "two parts")
    refused(made("path.xlsx", ("../../etc/cron.d/evil", "x")), "leads out")

    def entity(name, text):
        return '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + text.split("?>", 1)[-1] if name == "xl/workbook.xml" else text

    refused(made("entity.xlsx", change=entity), "DTD")
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(plain.read_bytes()[:-200])
    refused(cut, "truncated")
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate((50 << 20) + 1)
    refused(big, str(50 << 20))


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(rows):
        path = tmp_path / f"{rows}.xlsx"
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Data")
        for row in range(rows):
            sheet.append([row, "same text", row / 7, True])
        book.save(path)
        # The greatest resident size, in KiB, as the system counted it for this one child.
        program = "import resource,subprocess,sys;subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,check=True);print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        ran = subprocess.run(
            [sys.executable, "-c", program, throughline(), "mapping", "inspect", str(path), "--cells"], env=clean_environment(), capture_output=True,
            timeout=120, check=True)
        return int(ran.stdout)

    small, large = peak(1000), peak(40_000)
    assert large < small + 4096, f"{small} KiB for 1,000 rows, {large} KiB for 40,000"
