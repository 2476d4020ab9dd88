"""The system's Chromium."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def executable():
    """`THROUGHLINE_CHROMIUM`, else the first Chromium on the path."""
    if given := os.environ.get("THROUGHLINE_CHROMIUM"):
        return given
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise AssertionError(f"no Chromium was found: install the package chromium, or name a binary in THROUGHLINE_CHROMIUM (looked for {NAMES})")


def launch(playwright):
    # The sandbox asks for user namespaces, which containers do not have; what is opened here is our own.
    return playwright.chromium.launch(executable_path=executable(), args=["--no-sandbox", "--font-render-hinting=none"])
