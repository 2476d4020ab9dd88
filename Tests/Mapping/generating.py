"""The command under test: a workbook in, files and a report out."""

import json
import pathlib
import subprocess

from support.process import clean_environment, throughline


class Generated:
    """What `throughline mapping generate` did."""

    def __init__(self, status, folder, report, standard_error):
        self.status = status
        self.folder = folder
        self.report = report
        self.standard_error = standard_error

    @property
    def codes(self):
        return {each["code"] for each in self.report["diagnostics"]}

    def text(self, table, extension="sql"):
        return (self.folder / f"{table}.{extension}").read_text(encoding="utf-8")

    def source_map(self, table):
        return json.loads((self.folder / f"{table}.map.json").read_text(encoding="utf-8"))

    def open_columns(self, table):
        target = next(each for each in self.report["targets"] if each["table"] == table)
        return {each["column"] for each in target["open"]}


def generate(workbook, folder, dialect, form="select", *more):
    folder = pathlib.Path(folder) / f"{dialect}-{form}"
    report = folder.with_suffix(".report.json")
    done = subprocess.run(
        [throughline(), "mapping", "generate", str(workbook), "--dialect", dialect, "--as", form, "--out", str(folder), "--report", str(report), *more],
        env=clean_environment(), capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    assert done.returncode in (0, 1, 2), f"status {done.returncode}: {done.stderr}"
    return Generated(done.returncode, folder, json.loads(report.read_text(encoding="utf-8")), done.stderr)


def plan(workbook):
    done = subprocess.run(
        [throughline(), "mapping", "plan", str(workbook), "--json"], env=clean_environment(), capture_output=True, text=True, timeout=120,
        stdin=subprocess.DEVNULL)
    assert done.returncode in (0, 1, 2), f"status {done.returncode}: {done.stderr}"
    return done.returncode, json.loads(done.stdout)
