"""Statements with the kind of evidence behind them and where they come from, as plain values."""

from itertools import groupby

from .claim_cards import evidence_as_dict


def statement(row, citations):
    return {"text": row.text, "inferred": row.inferred, **evidence_as_dict(row.evidence), "citations": citations}


def said_together(statements):
    """Neighbours with the same evidence and the same sources, under one badge: nine badges in a row would tell less than one."""
    groups = []
    for _ground, rows in groupby(statements, key=lambda one: (one["evidence"], one["citations"])):
        rows = list(rows)
        groups.append({**rows[0], "statements": rows})
    return groups
