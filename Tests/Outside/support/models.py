"""Model names that the scripted provider and the stand-in for both vendors understand."""

SCRIPTED = "scripted"
TEXT = "fake-text-hello"
SLOW = "fake-slow-20"
CUT = "fake-cut-120"
RATE_LIMITED = "fake-429-2"
FAILING = "fake-status-500"
MALFORMED = "fake-malformed-3"

# What makes the scripted provider show something.
CODE = "Please show me some code"
HTML = "Please show me some html"
TOOL = "Please use a tool"
LONG = "Please give a long answer"
SHORT = "Hello"
