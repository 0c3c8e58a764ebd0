#!/usr/bin/env python3
"""Whether peers came to the figures of nhipso: compare.py TABLES PEER...

Compared are the columns that both have, row by row by key, to one part in ten million.
"""
import csv
import math
import sys

KEYS = {
    "topics.csv": ["place_code", "period", "topic"],
    "topic_trends.csv": ["place_code", "topic"],
    "coverage.csv": ["place_code", "indicator", "period"],
    "coverage_trends.csv": ["place_code", "indicator"],
    "teams.csv": ["place_code", "period"],
}


def load(folder, file):
    with open(f"{folder}/{file}", encoding="utf-8", newline="") as source:
        rows = [row for row in csv.DictReader(source) if row.get("metric", "share") == "share"]
    return {tuple(row[key] for key in KEYS[file]): row for row in rows}


def apart(a, b):
    a, b = (float(x) if x else math.nan for x in (a, b))
    if math.isnan(a) or math.isnan(b):
        return 0.0 if math.isnan(a) == math.isnan(b) else math.inf
    return abs(a - b) / max(abs(a), abs(b), 1e-6)


def compare(ours, theirs, say=print):
    """The number of tables that differ."""
    bad = 0
    for file, keys in KEYS.items():
        a, b = load(ours, file), load(theirs, file)
        shared = [c for c in next(iter(b.values())) if c not in keys and c in next(iter(a.values()))]
        worst = max((apart(a[key][c], b[key][c]) for key in a.keys() & b.keys() for c in shared), default=math.inf)
        same = a.keys() == b.keys() and worst < 1e-7
        bad += not same
        say(f"{'same' if same else 'DIFFERENT'} {theirs} {file}: {len(a)} and {len(b)} rows, {len(shared)} columns, {worst:.0e} apart")
    return bad


if __name__ == "__main__":
    sys.exit(sum(compare(sys.argv[1], folder) for folder in sys.argv[2:]) > 0)
