"""Screenshots in the order in which they were taken."""

import shutil


class Shots:
    def __init__(self, folder):
        self.folder = folder
        self.count = 0
        shutil.rmtree(folder, ignore_errors=True)

    def __call__(self, page, name, **options):
        self.count += 1
        path = self.folder / f"{self.count:02d}-{name}.png"
        page.screenshot(path=path, **{"animations": "disabled", "caret": "hide"} | options)
        return path
