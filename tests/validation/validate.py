#!/usr/bin/env python3
"""Compares the tables of an edition with independent software.

    python3 -m venv venv && venv/bin/pip install -r tests/validation/requirements.txt
    venv/bin/python tests/validation/validate.py make series          # exports of test series: ties, gaps, n 1 to 150
    nhipso report series --out edition --format csv
    venv/bin/python tests/validation/validate.py compare edition      # any edition's folder
    venv/bin/python tests/validation/validate.py power nhipso --seeds 20   # built-in trends of `nhipso demo`: found, and missed

Every figure is computed again from the levels in tables/*.csv: shares and Wilson intervals by statsmodels, slopes and
Sen's intervals by SciPy (and slopes by pymannkendall, per index), S and its variance and z by pymannkendall, p by
SciPy's erfc, tau-b by SciPy, q by statsmodels, log-odds by NumPy. Printed is the largest relative difference of each
column. Series of sums over changing places cannot be told from the tables alone; they are counted as not compared.
Exits 1 where a column differs by more than 1e-9, or a verdict differs.
"""

import argparse
import csv
import math
import pathlib
import subprocess
import sys
import tempfile
import warnings
from collections import defaultdict

import numpy
import pandas
import pymannkendall
from scipy import special, stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

TOLERANCE = 1e-9


class Differences:
    """The largest relative difference of each column, and how many cells were compared."""

    def __init__(self):
        self.columns = defaultdict(lambda: [0, 0.0, ""])
        self.notes = defaultdict(int)

    def add(self, column, found, expected, where):
        entry = self.columns[column]
        entry[0] += 1
        if blank(found) and blank(expected):
            return
        if blank(found) or blank(expected):
            difference = math.inf
        elif isinstance(expected, str):
            difference = 0.0 if found == expected else math.inf
        else:
            found, expected = float(found), float(expected)
            size = max(abs(expected), abs(found))
            difference = 0.0 if found == expected else abs(found - expected) / max(size, 1e-300)
            if size < 1e-9:  # nothing but rounding of a difference of equal numbers
                difference = 0.0
        if difference > entry[1]:
            entry[1:] = [difference, where]

    def report(self):
        worst = 0.0
        print(f"{'column':44}{'cells':>9}  largest relative difference")
        for column, (cells, difference, where) in sorted(self.columns.items()):
            print(f"{column:44}{cells:9}  {difference:.3g}  {where if difference > TOLERANCE else ''}")
            worst = max(worst, difference)
        for note, count in sorted(self.notes.items()):
            print(f"{note}: {count}")
        return worst


def blank(value):
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def decimal(period):
    """The decimal year at the start of a period, and its kind."""
    parts = period.split("-")
    year = int(parts[0])
    if len(parts) == 1:
        return year, "year"
    if parts[1].startswith("H"):
        return year + (int(parts[1][1:]) - 1) * 0.5, "half"
    if parts[1].startswith("Q"):
        return year + (int(parts[1][1:]) - 1) * 3 / 12, "quarter"
    if len(parts) == 2:
        return year + (int(parts[1]) - 1) / 12, "month"
    day = pandas.Timestamp(period)
    return year + (day.day_of_year - 1) / (366 if day.is_leap_year else 365), "day"


def year_earlier(period):
    return f"{int(period[:4]) - 1}{period[4:]}"


def read(folder, name):
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        for column, cell in row.items():
            if cell == "":
                row[column] = None
    return rows


def number(cell):
    return None if cell is None else float(cell)


def check_trend(table, row, points, differences):
    """One row of a trend table against its points: [(period, value)]."""
    where = " ".join(str(row.get(key)) for key in ("place", "topic", "indicator", "level", "metric") if row.get(key))
    points = sorted(points, key=lambda point: decimal(point[0])[0])
    times = numpy.array([decimal(period)[0] for period, _ in points])
    values = numpy.array([value for _, value in points])

    def add(column, expected):
        differences.add(f"{table}.{column}", row[column], expected, where)

    add("first_value", values[0])
    add("last_value", values[-1])
    if len(points) < 3:
        for column in ("slope_per_year", "slope_low", "slope_high", "mk_s", "mk_p", "tau_b"):
            add(column, None)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sen = stats.theilslopes(values, times, 0.95)
        test = pymannkendall.original_test(values)
        tau = stats.kendalltau(times, values).statistic
    add("slope_per_year", sen.slope)
    add("slope_low", sen.low_slope)
    add("slope_high", sen.high_slope)
    add("mk_s", test.s)
    add("mk_var", test.var_s)
    add("mk_z", test.z)
    # pymannkendall's own p is 2 (1 - Phi(|z|)), which is 0 from z = 8.3 on; erfc keeps its digits.
    add("mk_p", special.erfc(abs(test.z) / math.sqrt(2)))
    add("tau_b", None if math.isnan(tau) else tau)
    steps = numpy.diff(times)
    if numpy.all(steps == steps[0]):
        differences.add(f"{table}.slope_per_year (pymannkendall)", row["slope_per_year"], test.slope / steps[0], where)


def check_families(table, rows, family, differences):
    """q within each family by statsmodels, and the verdict that follows from it."""
    members = defaultdict(list)
    for row in rows:
        name = family(row)
        if name is None:
            differences.add(f"{table}.q", row["q"], None, "outside any family")
            differences.add(f"{table}.verdict", row["verdict"], None, "outside any family")
        else:
            members[name].append(row)
    for name, rows in members.items():
        tested = [row for row in rows if row["mk_p"] is not None]
        adjusted = []
        if tested:
            adjusted = multipletests([float(row["mk_p"]) for row in tested], method="fdr_bh")[1]
        for row, q in zip(tested, adjusted):
            differences.add(f"{table}.q", row["q"], q, str(name))
        for row in rows:
            q, s, n = number(row["q"]), number(row["mk_s"]), int(row["n"])
            if n < 5:
                expected = "too_few"
            elif q is not None and q < 0.05 and s != 0:
                expected = "rising" if s > 0 else "falling"
            else:
                expected = "no_clear_trend"
            differences.add(f"{table}.verdict", row["verdict"], expected, str(name))


def series_of(row, levels, same, value):
    """The points of a trend row among the rows of its table of levels; None where the tables cannot tell."""
    kind = decimal(row["first_period"])[1]
    start, end = decimal(row["first_period"])[0], decimal(row["last_period"])[0]

    def fits(level, whole_place):
        place = ("place_code", "vintage") if whole_place else ("place",)
        time, its_kind = decimal(level["period"])
        return (
            all(level[key] == row[key] for key in place)
            and level["place"] == row["place"]
            and same(level)
            and its_kind == kind
            and start <= time <= end
        )

    for whole_place in (True, False):  # a unit that kept its land goes on under its name after June 2025
        points = {}
        for level in levels:
            if fits(level, whole_place) and value(level) is not None:
                points[level["period"]] = value(level)
        if len(points) == int(row["n"]):
            return sorted(points.items())
    return None


def index(levels, keys):
    groups = defaultdict(list)
    for level in levels:
        groups[tuple(level[key] for key in keys)].append(level)
    return groups


def check_topics(folder, differences):
    levels, trends = read(folder, "topics"), read(folder, "topic_trends")
    shares = {}
    for row in levels:
        shares[(row["place"], row["place_code"], row["vintage"], row["period"], row["topic"])] = number(row["share"])
        questions, total = number(row["questions"]), number(row["total"])
        where = f"{row['place']} {row['period']} {row['topic']}"
        if questions is None or not total:
            differences.add("topics.share", row["share"], None, where)
            continue
        low, high = proportion_confint(questions, total, method="wilson")
        differences.add("topics.share", row["share"], 100 * questions / total, where)
        differences.add("topics.share_low", row["share_low"], 100 * low, where)
        differences.add("topics.share_high", row["share_high"], 100 * high, where)
    for row in levels:
        if row["change_pp"] is None:
            continue
        key = lambda vintage: (row["place"], row["place_code"], vintage, year_earlier(row["period"]), row["topic"])
        before = next((shares[key(v)] for v in (row["vintage"], "63", "34") if shares.get(key(v)) is not None), None)
        expected = None if before is None else number(row["share"]) - before
        differences.add("topics.change_pp", row["change_pp"], expected, f"{row['place']} {row['period']} {row['topic']}")
    by_series = index(levels, ("place", "topic"))
    for row in trends:
        column = "questions" if row["metric"] == "count" else "share"
        same = by_series[(row["place"], row["topic"])]
        points = series_of(row, same, lambda level: True, lambda level: number(level[column]))
        if points is None:
            differences.notes["topic series not compared"] += 1
        else:
            check_trend("topic_trends", row, points, differences)
    family = lambda row: None if row["topic"] == "unmatched" else (row["place_code"] is None, row["metric"])
    check_families("topic_trends", trends, family, differences)


def check_coverage(folder, differences):
    levels, trends = read(folder, "coverage"), read(folder, "coverage_trends")
    for row in levels:
        if row["basis"] == "computed" and row["covered"] is not None:
            expected = 100 * number(row["covered"]) / number(row["total"]) if number(row["total"]) else None
            differences.add("coverage.percent", row["percent"], expected, f"{row['place']} {row['period']}")
        if row["change_pp"] is not None:
            earlier = [
                other
                for other in levels
                if other["period"] == row["change_since"]
                and all(other[key] == row[key] for key in ("place", "indicator", "basis"))
            ]
            expected = number(row["percent"]) - number(earlier[0]["percent"]) if earlier else None
            where = f"{row['place']} {row['indicator']} {row['period']}"
            differences.add("coverage.change_pp", row["change_pp"], expected, where)
    by_series = index(levels, ("place", "indicator", "basis"))
    for row in trends:
        same = by_series[(row["place"], row["indicator"], row["basis"])]
        points = series_of(row, same, lambda level: True, lambda level: number(level["percent"]))
        if points is None:
            differences.notes["coverage series not compared"] += 1
        else:
            check_trend("coverage_trends", row, points, differences)
    family = lambda row: (row["place_code"] is None, row["indicator"], row["basis"])
    check_families("coverage_trends", trends, family, differences)


def check_teams(folder, differences):
    levels, trends = read(folder, "teams"), read(folder, "team_trends")
    by_series = index(levels, ("place", "level"))
    for row in trends:
        same = by_series[(row["place"], row["level"])]
        points = series_of(row, same, lambda level: True, lambda level: number(level[row["metric"]]))
        if points is None:
            differences.notes["team series not compared"] += 1
        else:
            check_trend("team_trends", row, points, differences)
    check_families(
        "team_trends", trends, lambda row: (row["place_code"] is None, row["level"], row["metric"]), differences
    )


def check_targets(folder, differences):
    for row in read(folder, "targets"):
        if row["latest_value"] is None:
            continue
        gap = number(row["target"]) - number(row["latest_value"])
        where = f"{row['place']} {row['indicator']} {row['due']}"
        differences.add("targets.gap (size)", abs(number(row["gap"])), abs(gap), where)
        if decimal(row["due"])[1] == decimal(row["latest_period"])[1] == "year":
            years = int(row["due"]) - int(row["latest_period"])
            needed = number(row["gap"]) / years if years > 0 else None
            differences.add("targets.pace_needed", row["pace_needed"], needed, where)


def check_distinctive(folder, differences):
    rows = read(folder, "distinctive_topics")
    for vintage in {row["vintage"] for row in rows}:
        counts = defaultdict(dict)
        for row in rows:
            if row["vintage"] == vintage:
                counts[row["place_code"]][row["topic"]] = int(row["questions"])
        topics = sorted({topic for place in counts.values() for topic in place})
        table = numpy.array([[place.get(topic, 0) for topic in topics] for place in counts.values()], dtype=float)
        pooled = table.sum(axis=0)
        prior = 100 * pooled / pooled.sum()
        found = {(row["place_code"], row["topic"]): row for row in rows if row["vintage"] == vintage}
        for code, own in zip(counts, table):
            others = pooled - own
            odds = lambda count: numpy.log((count + prior) / (count.sum() + prior.sum() - count - prior))
            delta = odds(own) - odds(others)
            z = delta / numpy.sqrt(1 / (own + prior) + 1 / (others + prior))
            for topic, delta, z in zip(topics, delta, z):
                row = found[(code, topic)]
                differences.add("distinctive_topics.log_odds", row["log_odds"], delta, f"{code} {topic}")
                differences.add("distinctive_topics.z", row["z"], z, f"{code} {topic}")


def compare(edition):
    folder = edition / "tables" if (edition / "tables").is_dir() else edition
    differences = Differences()
    for check in (check_topics, check_coverage, check_teams, check_targets, check_distinctive):
        check(folder, differences)
    return differences.report()


def periods_of(kind, count):
    """`count` periods of a kind, from 2000 on (or as early as fits)."""
    per_year = {"year": 1, "half": 2, "quarter": 4, "month": 12}[kind]
    for position in range(count):
        year, part = 2024 - (count - 1) // per_year + position // per_year, position % per_year + 1
        yield {
            "year": f"{year}",
            "half": f"6 tháng {'đầu' if part == 1 else 'cuối'} năm {year}",
            "quarter": f"{year}-Q{part}",
            "month": f"{year}-{part:02}",
        }[kind]


def make(folder, seed):
    """Exports whose indicators are series of every kind that has gone wrong somewhere."""
    random = numpy.random.default_rng(seed)
    shapes = {
        "noise": lambda t: random.normal(50, 8, len(t)).round(4),
        "rising": lambda t: (30 + 40 * t / max(len(t), 1) + random.normal(0, 2, len(t))).round(2),
        "ties": lambda t: random.integers(40, 45, len(t)).astype(float),
        "one decimal": lambda t: (50 + numpy.cumsum(random.normal(0, 0.3, len(t)))).round(1),
        "all equal": lambda t: numpy.full(len(t), 61.5),
        "step": lambda t: numpy.where(t < 0.7 * len(t), 20.0, 21.0),
        "straight": lambda t: (10 + 0.1 * t).round(1),
        "falling": lambda t: (90 - 0.3 * t).round(1),
    }
    rows = []
    lengths = list(range(1, 13)) + [15, 20, 24, 30, 40, 60, 84, 100, 120, 150]
    for kind in ("year", "half", "quarter", "month"):
        for count in lengths:
            if kind == "year" and count > 100:  # the calendar begins in 1900
                continue
            for shape, values in shapes.items():
                for gaps in (False, True):
                    if gaps and count < 4:
                        continue
                    steps = numpy.arange(count)
                    kept = random.random(count) > 0.3 if gaps else numpy.full(count, True)
                    kept[0] = True
                    name = f"{kind} {count} {shape}{' gaps' if gaps else ''}"
                    for period, value, keep in zip(periods_of(kind, count), values(steps), kept):
                        if keep:
                            rows.append((period, "Sơn La", name, f"{value:.10g}"))
    for year in range(2008, 2025, 2):  # every second year
        rows.append((f"{year}", "Sơn La", "biennial", f"{year % 7}"))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "coverage.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["period", "province", "indicator", "percent"])
        writer.writerows(rows)
    print(f"{len(rows)} rows in {folder}/coverage.csv")


# What `nhipso demo` builds in; everything else stays flat.
RISING = {"ai-tools", "online-fraud", "cashless", "e-commerce", "digital-id", "green-jobs"}
RISING |= {"villages_mobile_broadband", "online_service_files"}
FALLING = {"paper-forms", "weak-signal", "old-phones", "public-wifi", "remote-lessons", "junk-calls", "files_late"}


def power(program, seeds, rows):
    """How many built-in trends are found, and how many flat series are called a trend, over seeds."""
    counts = defaultdict(lambda: defaultdict(int))
    for seed in range(1, seeds + 1):
        with tempfile.TemporaryDirectory() as folder:
            exports, edition = pathlib.Path(folder) / "exports", pathlib.Path(folder) / "edition"
            demo = ["demo", exports, "--rows", str(rows), "--seed", str(seed), "--quiet"]
            for command in (demo, ["report", exports, "--out", edition, "--format", "csv", "--quiet"]):
                subprocess.run([program, *command], check=True)
            for table, subject in (("topic_trends", "topic"), ("coverage_trends", "indicator")):
                for row in read(edition / "tables", table):
                    name = row[subject]
                    built_in = "rising" if name in RISING else "falling" if name in FALLING else "flat"
                    place = "all places" if row["place_code"] is None else "a place"
                    series = (table, row.get("metric") or "percent", place, f"n = {row['n']}", built_in)
                    counts[series][row["verdict"]] += 1
    print(f"{'series, over ' + str(seeds) + ' seeds':72}{'rising':>8}{'falling':>9}{'unclear':>9}")
    for series, verdicts in sorted(counts.items()):
        cells = [verdicts["rising"], verdicts["falling"], verdicts["no_clear_trend"] + verdicts["too_few"]]
        print(f"{', '.join(series):72}{cells[0]:8}{cells[1]:9}{cells[2]:9}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    maker = commands.add_parser("make", help="write exports of test series")
    maker.add_argument("folder", type=pathlib.Path)
    maker.add_argument("--seed", type=int, default=1)
    comparer = commands.add_parser("compare", help="compare an edition's tables")
    comparer.add_argument("edition", type=pathlib.Path)
    counter = commands.add_parser("power", help="count built-in trends found in invented exports")
    counter.add_argument("program")
    counter.add_argument("--seeds", type=int, default=20)
    counter.add_argument("--rows", type=int, default=60000)
    arguments = parser.parse_args()
    if arguments.command == "make":
        make(arguments.folder, arguments.seed)
    elif arguments.command == "power":
        power(arguments.program, arguments.seeds, arguments.rows)
    elif compare(arguments.edition) > TOLERANCE:
        sys.exit(1)


if __name__ == "__main__":
    main()
