"""Tables of measured figures: kept as TSV with the machine, the day and the command above them, and printed as Markdown."""

import pathlib
import time

import machine

ROOT = pathlib.Path(__file__).resolve().parents[1]
RESULTS = ROOT / "Benchmarks" / "results"
IMAGES = ROOT / "docs" / "images"


def folders(quick):
    """Where tables and plots go; a quick run's figures mean little and replace nothing."""
    if not quick:
        return RESULTS, IMAGES
    aside = ROOT / ".build" / "bench" / "quick"
    return aside, aside


def number(value):
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def write(name, command, rows, quick):
    """rows: dictionaries with the same keys. Writes NAME.tsv."""
    folder, _ = folders(quick)
    folder.mkdir(parents=True, exist_ok=True)
    columns = list(rows[0])
    lines = [f"# {machine.describe()}", f"# {time.strftime('%Y-%m-%d')}, {command}", "\t".join(columns)]
    for row in rows:
        cells = (row[column] for column in columns)
        lines.append("\t".join(cell if isinstance(cell, str) else number(cell).replace(",", "") for cell in cells))
    (folder / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(name):
    """The lines above the table and its rows, whose cells are texts; (None, []) where nothing was measured."""
    path = RESULTS / f"{name}.tsv"
    if not path.exists():
        return None, []
    lines = path.read_text(encoding="utf-8").splitlines()
    notes = [line[2:] for line in lines if line.startswith("# ")]
    head, *rest = [line.split("\t") for line in lines if not line.startswith("# ")]
    return notes, [dict(zip(head, cells)) for cells in rest]


def markdown(rows):
    def cell(text):
        try:
            return number(float(text))
        except ValueError:
            return text

    columns = list(rows[0])
    lines = ["| " + " | ".join(columns) + " |", "| " + " | ".join("---" for _ in columns) + " |"]
    lines += ["| " + " | ".join(cell(row[column]) for column in columns) + " |" for row in rows]
    return "\n".join(lines)


def keep(name, command, rows, quick):
    """Writes NAME.tsv and prints the table."""
    write(name, command, rows, quick)
    print(f"\n{command}, {time.strftime('%Y-%m-%d')}, {machine.describe()}\n")
    print(markdown(rows), flush=True)


def draw(name, text, quick):
    _, folder = folders(quick)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(text, encoding="utf-8")
    print(f"\n{(folder / f'{name}.svg').relative_to(ROOT)}")
