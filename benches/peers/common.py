"""What the peers share: the spellings of the demo, the columns of the tables, and small statistics.

The peers are told beforehand what nhipso finds out by itself: which file is what, the encoding, the names of columns,
how dates and numbers are written, every spelling of every place and topic. They read and compute only: no row is
accounted for, none is checked, and rows that repeat others are not looked for.
"""
import csv
import math
import os
import tomllib
import unicodedata

REGISTRY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "data", "registry")
INDICATORS = {  # id: covered, total, percent
    "villages_mobile_broadband": ("Số thôn, bản được phủ sóng băng rộng di động", "Tổng số thôn, bản"),
    "online_service_files": ("Số hồ sơ trực tuyến", "Tổng số hồ sơ"),
    "adults_smartphone": ("Số người có điện thoại thông minh", "Tổng số người trưởng thành"),
    "files_late": ("Số hồ sơ quá hạn", "Số hồ sơ đã giải quyết"),
}
COUNTS = [column for pair in INDICATORS.values() for column in pair]
Z = 1.959963984540054


def plain(text):
    """Without marks, in small letters."""
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return " ".join("".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c)).split())


def spellings(names):
    """Every spelling that the demo writes, of names given as (name, id)."""
    found = {}
    for name, code in names:
        for text in (name, name.upper(), name.lower(), plain(name), unicodedata.normalize("NFD", name)):
            found.setdefault(text, code)
    return found


def provinces():
    """Spelling of a province -> its code among the 34."""
    names = []
    with open(os.path.join(REGISTRY, "provinces.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            short = "TP. " if row["full_name_34"].startswith("Thành") else "T. "
            for name in (row["name_34"], row["full_name_34"], row["ascii_34"], short + row["name_34"]):
                names.append((name, row["code_34"]))
    return spellings(names)


def topics(folder):
    """Spelling of a topic -> its id."""
    with open(os.path.join(folder, "topics.toml"), "rb") as file:
        register = tomllib.load(file)
    return spellings([(n, t["id"]) for t in register["topic"] for n in (t["label"]["vi"], *t["aliases"])])


def trend(x, y):
    """Points, Theil-Sen slope and Mann-Kendall p of one series: two numpy arrays in the order of time."""
    import numpy as np

    n = len(x)
    i, j = np.triu_indices(n, 1)
    dy = y[j] - y[i]
    slope = float(np.median(dy / (x[j] - x[i])))
    s = float(np.sign(dy).sum())
    _, ties = np.unique(y, return_counts=True)
    var = (n * (n - 1) * (2 * n + 5) - (ties * (ties - 1) * (2 * ties + 5)).sum()) / 18
    z = 0.0 if s == 0 else (s - math.copysign(1, s)) / math.sqrt(var)
    return n, slope, math.erfc(abs(z) / math.sqrt(2))
