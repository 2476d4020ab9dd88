"""Workbooks as people make them: one for each oddity."""

def fixtures():
    return []
