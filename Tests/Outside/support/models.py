"""Model names that the scripted provider and the stand-in for both vendors understand (the words are told in `TestKit/FakeProvider`)."""

from urllib.parse import quote

SCRIPTED = "scripted"
FAST = "scripted-fast"

# A short answer with all that makes cutting hard: a fence, and characters of two and four bytes.
SHORT_ANSWER = "Grüße 👋🏽:\n\n```python\nprint('ü')\n```\n\nDone.\n"
TEXT = f"fake-text-{quote(SHORT_ANSWER)}+chars-6"
SLOW = "fake-tokens-150+slow-20"
VERY_SLOW = "fake-tokens-40+slow-100"
CUT = "fake-tokens-200+cut-4000"
CUT_EARLY = "fake-cut-20"
RATE_LIMITED = "fake-429-2"
FAILING = "fake-status-500"
UNAUTHORIZED = "fake-status-401"
MALFORMED = "fake-malformed-5"
CALLS_TOOL = "fake-tool"

# Questions to the scripted provider: what is asked for stands in the answer.
CODE = "code"
HTML = "html"
TOOL = "code run"
LONG = "long 1000"
SHORT = "echo Hello"
