"""Workbooks that are refused, or that leave columns open."""

def fixtures():
    return []
