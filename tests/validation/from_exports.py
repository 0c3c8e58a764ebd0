#!/usr/bin/env python3
"""Computes an edition of invented exports again from the exports themselves, and compares all its tables of figures.

    nhipso demo exports --provinces 63 --years 2018-2024
    nhipso report exports --boundaries 34 --out edition --format csv
    venv/bin/python tests/validation/from_exports.py exports edition --boundaries 34

Where `validate.py` starts from the levels in tables/*.csv, this reads the rows that `nhipso demo` wrote, with code of its
own for places, topics, sums, borders and every statistic (the formulas of reports/README.md in plain NumPy; no SciPy), so
that a mistake in reading or adding up would show as well. Printed is the largest relative difference of each column; a
row that only one side has counts as infinitely far. Exits 1 where a column differs by more than 1e-9.
"""

import argparse
import csv
import itertools
import math
import pathlib
import sys
import tomllib
import unicodedata
from collections import defaultdict

import numpy

Z95 = 1.959963984540054
REGISTRY = pathlib.Path(__file__).parents[2] / "data" / "registry"
COUNTS = {
    "villages_mobile_broadband": ("Số thôn, bản được phủ sóng băng rộng di động", "Tổng số thôn, bản"),
    "online_service_files": ("Số hồ sơ trực tuyến", "Tổng số hồ sơ"),
    "adults_smartphone": ("Số người có điện thoại thông minh", "Tổng số người trưởng thành"),
    "files_late": ("Số hồ sơ quá hạn", "Số hồ sơ đã giải quyết"),
}
LESS_IS_BETTER = {"files_late"}


def fold(text):
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    kept = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    return " ".join(kept.split())


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def count(cell):
    return int(cell.replace(".", ""))


class Places:
    """Names of the provinces, and what they are on the borders of a run."""

    def __init__(self, vintage, boundaries):
        registry = rows_of(REGISTRY / "provinces.csv")
        self.own = {fold(row[f"name_{vintage}"]): row[f"code_{vintage}"] for row in registry}
        self.own |= {fold(row[f"full_name_{vintage}"]): row[f"code_{vintage}"] for row in registry}
        to_today = vintage == "63" and boundaries == "34"
        self.unit = {row[f"code_{vintage}"]: row["code_34" if to_today else f"code_{vintage}"] for row in registry}
        shown = "34" if to_today else vintage
        regions = {"63": "region6_old", "34": "region6_new"}
        self.region = {row[f"code_{shown}"]: row[regions[shown]] for row in registry}
        self.spelled = {}

    def __call__(self, cell):
        if cell not in self.spelled:
            name = fold(cell)
            leads = [name, *(name.removeprefix(lead) for lead in ("tinh ", "thanh pho ", "tp ", "t "))]
            code = next((self.own[lead] for lead in leads if lead in self.own), None)
            if code is None:
                raise SystemExit(f"no province {cell!r}")
            self.spelled[cell] = self.unit[code]
        return self.spelled[cell]


def wilson(k, n):
    p, z2 = k / n, Z95 * Z95
    middle, half = (k + z2 / 2) / (n + z2), Z95 * math.sqrt(n * p * (1 - p) + z2 / 4) / (n + z2)
    return max(0.0, middle - half) if k else 0.0, min(1.0, middle + half) if k < n else 1.0


def sen_and_test(times, values):
    """Slope with its interval, S, its variance, z, p, tau-b: every pair, one after the other."""
    n = len(values)
    pairs = list(itertools.combinations(range(n), 2))
    slopes = sorted((values[j] - values[i]) / (times[j] - times[i]) for i, j in pairs)
    s = sum((values[j] > values[i]) - (values[j] < values[i]) for i, j in pairs)
    ties = [values.count(value) for value in sorted(set(values))]
    var = (n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)) / 18
    z = 0.0 if s == 0 else (s - math.copysign(1, s)) / math.sqrt(var)
    untied = len(pairs) - sum(t * (t - 1) // 2 for t in ties)
    tau = s / math.sqrt(untied * len(pairs)) if untied else None
    reach, many = Z95 * math.sqrt(var), len(slopes)
    low = slopes[max(round((many - reach) / 2) - 1, 0)]
    high = slopes[min(round((many + reach) / 2), many - 1)]
    middle = slopes[many // 2] if many % 2 else (slopes[many // 2 - 1] + slopes[many // 2]) / 2
    return middle, low, high, s, var, z, math.erfc(abs(z) / math.sqrt(2)), tau


def benjamini_hochberg(p):
    order = sorted(range(len(p)), key=lambda i: -p[i])
    q, least = [0.0] * len(p), 1.0
    for rank, i in zip(range(len(p), 0, -1), order):
        least = min(least, p[i] * len(p) / rank)
        q[i] = least
    return q


class Comparison:
    def __init__(self, tables):
        self.tables, self.columns = tables, defaultdict(lambda: [0, 0.0, ""])

    def table(self, name, keys, expected):
        """Compares all rows of a table: expected is {key: {column: value}}."""
        found = {}
        for row in rows_of(self.tables / f"{name}.csv"):
            found[tuple(row[key] for key in keys)] = row
        for key in found.keys() | expected.keys():
            if key not in found or key not in expected:
                side = "the exports alone" if key not in found else "the edition alone"
                self.note(f"{name} (rows)", math.inf, f"{'/'.join(key)} by {side}")
                continue
            self.note(f"{name} (rows)", 0.0, "")
            for column, value in expected[key].items():
                self.note(f"{name}.{column}", far(found[key][column], value), "/".join(key))

    def note(self, column, difference, where):
        entry = self.columns[column]
        entry[0] += 1
        if difference > entry[1]:
            entry[1:] = [difference, where]

    def report(self):
        for column, (cells, worst, where) in sorted(self.columns.items()):
            print(f"{column:40}{cells:9}  {worst:.3g}  {where if worst > 1e-9 else ''}")
        return max(worst for _, worst, _ in self.columns.values())


def far(cell, value):
    if value is None or isinstance(value, str):
        return 0.0 if cell == (value or "") else math.inf
    if cell == "":
        return math.inf
    found = float(cell)
    size = max(abs(found), abs(value))
    return 0.0 if found == value or size < 1e-9 else abs(found - value) / size


def falls(total, marked, drawn):
    """The hypergeometric distribution by counting: [(how many of the marked are drawn, probability)]."""
    ways = math.comb(total, drawn)
    return [(x, math.comb(marked, x) * math.comb(total - marked, drawn - x) / ways)
            for x in range(max(0, marked + drawn - total), min(marked, drawn) + 1)]


def trend_rows(series, family, label=str):
    """Rows of a table of trends from {key: [(time, value)]}; families by family(key), None for none; label(time) is its period."""
    rows, tested = {}, defaultdict(list)
    for key, points in series.items():
        points = sorted(points)
        times, values = [year for year, _ in points], [value for _, value in points]
        row = {"n": len(points), "first_period": label(times[0]), "last_period": label(times[-1]),
               "first_value": values[0], "last_value": values[-1], "q": None, "verdict": "too_few"}
        if len(points) >= 3:
            names = ("slope_per_year", "slope_low", "slope_high", "mk_s", "mk_var", "mk_z", "mk_p", "tau_b")
            row |= dict(zip(names, sen_and_test(times, values)))
            tested[family(key)].append(row)
        rows[key] = row
    for name, members in tested.items():
        if name is None:
            for row in members:
                row["verdict"] = ""
            continue
        for row, q in zip(members, benjamini_hochberg([row["mk_p"] for row in members])):
            row["q"] = q
            if row["n"] >= 5:
                found = q < 0.05 and row["mk_s"]
                row["verdict"] = ("rising" if row["mk_s"] > 0 else "falling") if found else "no_clear_trend"
    return rows


def topics(folder, places, comparison, year):
    registered = tomllib.loads((folder / "topics.toml").read_text(encoding="utf-8"))["topic"]
    spelled = {}
    for topic in registered:
        for name in (topic["id"], topic["label"]["vi"], topic["label"]["en"], *topic.get("aliases", [])):
            spelled[fold(name)] = topic["id"]
    asked = defaultdict(lambda: defaultdict(int))
    for row in rows_of(folder / "sessions.csv"):
        when, opinions = int(row["Ngày"].split("/")[-1]), row["Số ý kiến"]
        for place in ("", places(row["Tỉnh"])):
            asked[place, when][spelled[fold(row["Chủ đề"])]] += count(opinions)
    raised = defaultdict(set)
    for (place, _), counts in asked.items():
        raised[place] |= counts.keys()
    levels, series = {}, defaultdict(list)
    for (place, when), counts in asked.items():
        total = sum(counts.values())
        before = asked.get((place, when - 1))
        for topic in raised[place]:
            k = counts.get(topic, 0)
            low, high = wilson(k, total)
            share = 100 * k / total
            change = share - 100 * before.get(topic, 0) / sum(before.values()) if before else None
            levels[place, str(when), topic] = {
                "questions": k, "total": total, "share": share, "share_low": 100 * low, "share_high": 100 * high,
                "change_pp": change, "partial": "false"}
            series[place, topic, "count"].append((when, k))
            series[place, topic, "share"].append((when, share))
    comparison.table("topics", ("place_code", "period", "topic"), levels)
    rows = trend_rows(series, lambda key: (key[0] == "", key[2]))
    comparison.table("topic_trends", ("place_code", "topic", "metric"), rows)

    diversity = {}
    for (place, when), counts in asked.items():
        shares = [k / sum(counts.values()) for k in counts.values() if k]
        shannon = -sum(share * math.log(share) for share in shares)
        diversity[place, str(when)] = {"topics": len(shares), "shannon": shannon, "effective_topics": math.exp(shannon)}
        total = sum(counts.values())
        if total >= 30:
            thinned = sum(probability * -(x / 30) * math.log(x / 30)
                          for k in counts.values() if k for x, probability in falls(total, k, 30) if x)
            diversity[place, str(when)]["effective_topics_of_30"] = math.exp(thinned)
    comparison.table("topic_diversity", ("place_code", "period"), diversity)

    of_regions = defaultdict(lambda: defaultdict(int))
    for (place, when), counts in asked.items():
        for topic in raised[place] if place else ():
            of_regions[places.region[place], when][topic] += counts.get(topic, 0)
    expected = {}
    for (region, when), counts in of_regions.items():
        total = sum(counts.values())
        for topic, k in counts.items():
            low, high = wilson(k, total)
            expected[region, str(when), topic] = {
                "questions": k, "total": total, "share": 100 * k / total, "share_low": 100 * low, "share_high": 100 * high}
    comparison.table("region_topics", ("region", "period", "topic"), expected)

    profiles = {place: counts for (place, when), counts in asked.items() if place and when == year}
    names = sorted(set().union(*profiles.values()))
    table = {place: numpy.array([counts.get(name, 0) for name in names], float) for place, counts in profiles.items()}
    pooled = sum(table.values())
    prior = 100 * pooled / pooled.sum()
    distinctive = {}
    for place, own in table.items():
        rest = pooled - own
        odds = [numpy.log((k + prior) / (k.sum() + 100 - k - prior)) for k in (own, rest)]
        z = (odds[0] - odds[1]) / numpy.sqrt(1 / (own + prior) + 1 / (rest + prior))
        for name, k, delta, score in zip(names, own, odds[0] - odds[1], z):
            distinctive[place, name] = {"questions": int(k), "log_odds": delta, "z": score}
    comparison.table("distinctive_topics", ("place_code", "topic"), distinctive)

    def divergence(a, b):
        p, q = a / a.sum(), b / b.sum()
        m = (p + q) / 2
        entropy = lambda d: -sum(x * math.log2(x) for x in d if x > 0)
        return entropy(m) - (entropy(p) + entropy(q)) / 2

    nearest = {}
    listed = defaultdict(list)
    for row in rows_of(comparison.tables / "similar_places.csv"):
        listed[row["place_code"]].append(row)
    def chance(a, b):
        """Mean and deviation of the divergence where the questions of both fall to either as they come."""
        n, m = int(a.sum()), int(b.sum())
        part = lambda p, q: sum(x * math.log2(2 * x / (p + q)) for x in (p, q) if x > 0) / 2
        mean = variance = independent = 0.0
        topics = [int(k) for k in a + b if k > 0]
        for k in topics:
            share = k / (n + m)
            if share * min(n, m) < 32:
                law = falls(n + m, k, n)
                moments = [sum(p * part(x / n, (k - x) / m) ** power for x, p in law) for power in (1, 2)]
            else:
                variance_of_x = n * m * k * (n + m - k) / ((n + m) ** 2 * (n + m - 1))
                first = variance_of_x * (1 / n + 1 / m) ** 2 / (8 * share * math.log(2))
                moments = [first, 3 * first * first]
            mean += moments[0]
            variance += moments[1] - moments[0] ** 2
            independent += (1 - share) ** 2
        return mean, math.sqrt(variance * (len(topics) - 1) / independent)

    for place, rows in listed.items():
        near = []
        for other in table:
            if other != place:
                by_chance, deviation = chance(table[place], table[other])
                apart = divergence(table[place], table[other])
                at_most = apart - by_chance + 1.6448536269514722 * deviation
                near.append((table[other].sum() < 30, at_most, other, apart, by_chance, deviation))
        for rank, (_, _, other, apart, by_chance, deviation) in enumerate(sorted(near)[: len(rows)], 1):
            nearest[place, str(rank)] = {"divergence": apart, "by_chance": by_chance, "chance_deviation": deviation,
                                         "questions": int(table[place].sum()),
                                         "other_questions": int(table[other].sum())}
    comparison.table("similar_places", ("place_code", "rank"), nearest)

    moves = {}
    for (place, when), counts in asked.items():
        before = asked.get((place, year - 1))
        if when != year or not before:
            continue
        n, m = sum(counts.values()), sum(before.values())
        for topic in raised[place]:
            k, j = counts.get(topic, 0), before.get(topic, 0)
            (l1, u1), (l2, u2) = wilson(k, n), wilson(j, m)
            p1, p2 = k / n, j / m
            low = p1 - p2 - math.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
            high = p1 - p2 + math.sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
            ever = any(asked[place, then].get(topic) for (at, then) in list(asked) if at == place and then < year)
            movement = ("new" if k and not ever else "gone" if j and not k
                        else "growing" if low > 0 else "fading" if high < 0 else None)
            if movement:
                moves[place, topic] = {"movement": movement, "questions": k, "questions_before": j,
                                       "change_pp": 100 * (p1 - p2), "change_low": 100 * low, "change_high": 100 * high}
    comparison.table("topic_moves", ("place_code", "topic"), moves)


def coverage(folder, places, comparison):
    sums = defaultdict(lambda: [0, 0])
    for row in rows_of(folder / "coverage.csv"):
        when, place = int(row["Năm"]), places(row["Tỉnh"])
        for indicator, (covered, total) in COUNTS.items():
            for at in ("", place):
                sums[at, indicator, when][0] += count(row[covered])
                sums[at, indicator, when][1] += count(row[total])
    percent = {key: 100 * covered / total for key, (covered, total) in sums.items()}
    levels, series, regions = {}, defaultdict(list), defaultdict(lambda: [0, 0])
    for (place, indicator, when), (covered, total) in sums.items():
        value, before = percent[place, indicator, when], percent.get((place, indicator, when - 1))
        levels[place, indicator, str(when)] = {
            "covered": covered, "total": total, "percent": value, "basis": "computed",
            "change_pp": None if before is None else value - before,
            "change_since": None if before is None else str(when - 1)}
        series[place, indicator].append((when, value))
        if place:
            regions[places.region[place], indicator, when][0] += covered
            regions[places.region[place], indicator, when][1] += total
    comparison.table("coverage", ("place_code", "indicator", "period"), levels)
    rows = trend_rows(series, lambda key: (key[0] == "", key[1]))
    trends = {key: row["verdict"] for key, row in rows.items()}
    comparison.table("coverage_trends", ("place_code", "indicator"), rows)
    of_regions = {(region, indicator, str(when)): {"covered": c, "total": t, "percent": 100 * c / t}
                  for (region, indicator, when), (c, t) in regions.items()}
    comparison.table("region_coverage", ("region", "indicator", "period"), of_regions)

    spread, ranks, gaps, years = {}, {}, defaultdict(list), sorted({when for *_, when in sums})
    for indicator, when in itertools.product(COUNTS, years):
        at = {p: v for (p, i, w), v in percent.items() if p and i == indicator and w == when}
        five = numpy.quantile(list(at.values()), [0, 0.25, 0.5, 0.75, 1])
        names = ("lowest", "quartile_1", "median", "quartile_3", "highest")
        spread[indicator, str(when)] = {"places": len(at)} | dict(zip(names, map(float, five)))
        gaps[indicator,].append((when, float(five[3] - five[1])))
        better = (lambda a, b: a < b) if indicator in LESS_IS_BETTER else (lambda a, b: a > b)
        for place, value in at.items():
            ranks[indicator, str(when), place] = {
                "value": value, "rank": 1 + sum(better(other, value) for other in at.values()), "places": len(at)}
    comparison.table("spread", ("indicator", "period"), spread)
    comparison.table("ranks", ("indicator", "period", "place_code"), ranks)
    comparison.table("convergence", ("indicator",), trend_rows(gaps, lambda key: "convergence"))

    parts = {}
    for indicator in COUNTS:
        since, when = years[-2:]
        all_at = {w: sums["", indicator, w] for w in (since, when)}
        whole = {w: c / t for w, (c, t) in all_at.items()}
        for place in {p for p, i, _ in sums if p and i == indicator}:
            rate = {w: sums[place, indicator, w][0] / sums[place, indicator, w][1] for w in (since, when)}
            weight = {w: sums[place, indicator, w][1] / all_at[w][1] for w in (since, when)}
            level = (weight[since] + weight[when]) / 2 * (rate[when] - rate[since])
            moved = (weight[when] - weight[since]) * (sum(rate.values()) / 2 - sum(whole.values()) / 2)
            parts[indicator, place] = {
                "level_pp": 100 * level, "weight_pp": 100 * moved, "contribution_pp": 100 * (level + moved),
                "whole_before": 100 * whole[since], "whole_after": 100 * whole[when]}
        total = math.fsum(parts[key]["contribution_pp"] for key in parts if key[0] == indicator)
        comparison.note("contributions (sum = change of the whole)",
                        abs(total - 100 * (whole[when] - whole[since])) / max(abs(total), 1e-9), indicator)
    comparison.table("contributions", ("indicator", "place_code"), parts)
    return percent, years, trends


def targets(folder, places, boundaries, comparison, percent, years, trends):
    names = {fold(row["indicator_label"]): row["indicator"] for row in rows_of(comparison.tables / "coverage.csv")}
    judged, ranges = {}, {}
    merged = {unit for unit in places.unit.values() if list(places.unit.values()).count(unit) > 1}
    for row in rows_of(folder / "targets.csv"):
        place, indicator = places(row["Tỉnh"]), names[fold(row["Chỉ tiêu"])]
        due, goal = int(row["Thời hạn"]), float(row["Mục tiêu (%)"].replace(",", "."))
        if place in merged:
            continue  # a merged unit takes over no target of a part
        seen = [(when, percent[place, indicator, when]) for when in years if when <= due]
        sign = -1 if indicator in LESS_IS_BETTER else 1
        gap = sign * (goal - seen[-1][1])
        slope, low, high, *_ = sen_and_test([when for when, _ in seen], [value for _, value in seen])
        pace, (low, high) = sign * slope, sorted((sign * low, sign * high))
        left = due - seen[-1][0]
        met = gap <= 1e-9
        # From five periods on a pace is one only where the test of the whole series bears its direction out.
        tested = len(seen) >= 5 and len(seen) == len(years)
        ahead = {"rising": sign, "falling": -sign}.get(trends[place, indicator], 0)
        told_apart = not tested or pace * ahead > 0

        def reached(pace):
            leads = told_apart and not met and pace > 0 and gap / pace <= 100
            return seen[-1][0] + 1 + gap / pace if leads else None

        needed = gap / left if left > 0 else None
        near = tested and told_apart and needed and low <= needed <= high and abs(pace - needed) <= 0.1 * needed
        verdict = ("met" if met else "missed" if left <= 0 else "receding" if told_apart and high < 0
                   else "near_pace" if near else "on_pace" if pace + 1e-9 >= needed else "behind")
        key = indicator, place, str(due)
        judged[key] = {"target": goal, "latest_period": str(seen[-1][0]), "latest_value": seen[-1][1], "gap": gap,
                       "pace_needed": needed, "pace_seen": pace,
                       "reached_year": reached(pace), "verdict": verdict}
        ranges[key] = {"n": len(seen), "range_basis": "sen_95" if len(seen) >= 5 else "slowest_fastest",
                       "pace_low": low, "pace_high": high, "reached_from": reached(high), "reached_to": reached(low)}
    for name, expected in (("targets", judged), ("target_ranges", ranges)):
        found = {(row["indicator"], row["place_code"], row["due"]): row
                 for row in rows_of(comparison.tables / f"{name}.csv") if row["vintage"] == boundaries}
        for key, columns in expected.items():
            for column, value in columns.items():
                comparison.note(f"{name}.{column}", far(found[key][column], value), "/".join(key))


def teams(folder, places, comparison):
    def period(row):
        """Years as they are; halves of a year half a year apart."""
        if "Năm" in row:
            return int(row["Năm"])
        words = row["Kỳ"].split()
        return int(words[-1]) + (0.0 if words[2] == "đầu" else 0.5)

    label = lambda when: str(when) if isinstance(when, int) else f"{int(when)}-H{1 if when == int(when) else 2}"
    sums = defaultdict(lambda: [0, 0, 0])
    for row in rows_of(folder / "teams.csv"):
        for at in ("", places(row["Tỉnh"])):
            for nth, column in enumerate(("Số tổ", "Số thành viên", "Số tổ đã tập huấn")):
                sums[at, period(row)][nth] += count(row[column])
    levels, series = {}, defaultdict(list)
    for (place, when), (all_teams, members, trained) in sums.items():
        measures = {"teams": all_teams, "members": members, "trained": trained,
                    "members_per_team": members / all_teams, "trained_share": 100 * trained / all_teams}
        levels[place, label(when)] = measures
        for name, value in measures.items():
            series[place, name].append((when, value))
    comparison.table("teams", ("place_code", "period"), levels)
    rows = trend_rows(series, lambda key: (key[0] == "", key[1]), label)
    comparison.table("team_trends", ("place_code", "metric"), rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("exports", type=pathlib.Path, help="written by nhipso demo, yearly")
    parser.add_argument("edition", type=pathlib.Path)
    parser.add_argument("--boundaries", default="as-reported", choices=("as-reported", "34", "63"))
    arguments = parser.parse_args()
    settings = tomllib.loads((arguments.exports / "nhipso.toml").read_text(encoding="utf-8"))
    vintage = settings["files"]["coverage.csv"]["boundaries"]
    places = Places(vintage, arguments.boundaries)
    shown = "34" if arguments.boundaries == "34" else vintage
    comparison = Comparison(arguments.edition / "tables")
    topics(arguments.exports, places, comparison, settings["year"])
    percent, years, trends = coverage(arguments.exports, places, comparison)
    targets(arguments.exports, places, shown, comparison, percent, years, trends)
    teams(arguments.exports, places, comparison)
    if comparison.report() > 1e-9:
        sys.exit(1)


if __name__ == "__main__":
    main()
