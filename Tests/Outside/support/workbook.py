"""Small workbooks in the form of .xlsx, made by hand: texts and numbers in rows."""

import zipfile
from xml.sax.saxutils import escape, quoteattr

MAPPING = ["Target Table", "Target Column", "Target Type", "Nullable", "Key", "Source Table", "Source Alias", "Source Column", "Transformation", "Default", "Notes"]
JOINS = ["Target Table", "Join Type", "Left Alias", "Right Table", "Right Alias", "Condition"]
FILTERS = ["Target Table", "Condition"]
SOURCES = ["Table", "Column", "Type", "Nullable"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def letters(column):
    text = ""
    while column:
        column, digit = divmod(column - 1, 26)
        text = chr(65 + digit) + text
    return text


def write(path, **sheets):
    """`write(path, Mapping=[[…], …])`: each sheet is a list of rows; `None` and "" are empty cells."""
    types = [f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>' for n in range(1, len(sheets) + 1)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{"".join(types)}</Types>')
        archive.writestr("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" Type="{RELATIONSHIPS}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        names = "".join(f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
        archive.writestr("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{RELATIONSHIPS}"><sheets>{names}</sheets></workbook>')
        parts = "".join(f'<Relationship Id="r{n}" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1))
        archive.writestr("xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{parts}</Relationships>')
        for n, rows in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", f'<?xml version="1.0"?><worksheet xmlns="{MAIN}"><sheetData>{"".join(row(y, cells) for y, cells in enumerate(rows, 1))}</sheetData></worksheet>')
    return path


def row(number, cells):
    return f'<row r="{number}">{"".join(cell(f"{letters(x)}{number}", value) for x, value in enumerate(cells, 1) if value not in (None, ""))}</row>'


def cell(reference, value):
    if isinstance(value, bool):
        return f'<c r="{reference}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, (int, float)):
        return f'<c r="{reference}"><v>{value}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def mapping(path, rows, joins=(), filters=(), sources=()):
    """A workbook of the template. A row of the mapping is a dictionary by header."""
    sheets = {"Mapping": [MAPPING] + [[row.get(name) for name in MAPPING] for row in rows]}
    if joins:
        sheets["Joins"] = [JOINS, *joins]
    if filters:
        sheets["Filters"] = [FILTERS, *filters]
    if sources:
        sheets["Sources"] = [SOURCES, *sources]
    return write(path, **sheets)


def column(table, name, source="customers", column=None, rule=None, **more):
    """A row of the mapping."""
    return {"Target Table": table, "Target Column": name, "Source Table": source, "Source Column": column, "Transformation": rule} | {key.replace("_", " ").title(): value for key, value in more.items()}
