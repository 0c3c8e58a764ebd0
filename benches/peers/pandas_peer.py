#!/usr/bin/env python3
"""pandas with SciPy and pymannkendall: pandas_peer.py EXPORTS OUT"""
import os
import sys

import numpy as np
import pandas as pd
import pymannkendall
from scipy.stats import theilslopes

from common import COUNTS, INDICATORS, Z, provinces, topics

D, O = sys.argv[1:3]
os.makedirs(O, exist_ok=True)
PLACES, TOPICS = provinces(), topics(D)


def read(file, columns):
    return pd.read_csv(f"{D}/{file}", usecols=columns, dtype=str, keep_default_na=False)


def num(series):
    return pd.to_numeric(series.str.replace(".", "", regex=False))


def trends(frame, keys, y, file):
    rows = []
    for key, series in frame.groupby(keys, sort=True):
        series = series.sort_values("x")
        if len(series) >= 3:
            values = series[y].to_numpy(float)
            slope = theilslopes(values, series.x.to_numpy(float)).slope
            rows.append((*key, len(series), slope, pymannkendall.original_test(values).p))
    pd.DataFrame(rows, columns=[*keys, "n", "slope_per_year", "mk_p"]).to_csv(f"{O}/{file}", index=False)


def country(frame, keys):
    whole = frame.drop(columns="place_code").groupby(keys, as_index=False).sum()
    return pd.concat([frame, whole.assign(place_code="")])


s = read("sessions.csv", ["Ngày", "Tỉnh", "Chủ đề", "Số ý kiến"])
s["period"] = pd.to_datetime(s["Ngày"], format="%d/%m/%Y").dt.year
s["place_code"], s["topic"] = s["Tỉnh"].map(PLACES), s["Chủ đề"].map(TOPICS)
s["questions"] = num(s["Số ý kiến"])
g = country(s.groupby(["place_code", "topic", "period"], as_index=False).questions.sum(), ["topic", "period"])
del s
total = g.groupby(["place_code", "period"], as_index=False).questions.sum().rename(columns={"questions": "total"})
g = g[["place_code", "topic"]].drop_duplicates().merge(total, on="place_code").merge(g, how="left", on=["place_code", "topic", "period"])
g["questions"] = g.questions.fillna(0).astype("int64")
p, n = g.questions / g.total, g.total.astype(float)
half = Z * np.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
g["share"], g["x"] = 100 * p, g.period.astype(float)
g["share_low"] = 100 * ((p + Z * Z / (2 * n) - half) / (1 + Z * Z / n)).clip(0, 1)
g["share_high"] = 100 * ((p + Z * Z / (2 * n) + half) / (1 + Z * Z / n)).clip(0, 1)
g[["place_code", "period", "topic", "questions", "total", "share", "share_low", "share_high"]].to_csv(f"{O}/topics.csv", index=False)
trends(g, ["place_code", "topic"], "share", "topic_trends.csv")

c = read("coverage.csv", ["Tháng", "Tỉnh", *COUNTS])
c["place_code"] = c["Tỉnh"].map(PLACES)
for column in COUNTS:
    c[column] = num(c[column])
m = country(c.groupby(["place_code", "Tháng"], as_index=False)[COUNTS].sum(), ["Tháng"])
del c
month, year = m["Tháng"].str.slice(0, 2), m["Tháng"].str.slice(3, 7)
frames = []
for name, (covered, total) in INDICATORS.items():
    frames.append(pd.DataFrame({"place_code": m.place_code, "indicator": name, "period": year + "-" + month, "covered": m[covered], "total": m[total],
                                "percent": 100.0 * m[covered] / m[total], "x": year.astype(float) + (month.astype(float) - 1) / 12}))
m = pd.concat(frames)
m.drop(columns="x").to_csv(f"{O}/coverage.csv", index=False)
trends(m, ["place_code", "indicator"], "percent", "coverage_trends.csv")

columns = {"Số tổ": "teams", "Số thành viên": "members", "Số tổ đã tập huấn": "trained"}
t = read("teams.csv", ["Quý", "Tỉnh", *columns]).rename(columns=columns)
t["place_code"] = t["Tỉnh"].map(PLACES)
for column in columns.values():
    t[column] = num(t[column])
t = country(t.groupby(["place_code", "Quý"], as_index=False)[[*columns.values()]].sum(), ["Quý"])
t["period"] = t["Quý"].str.slice(3, 7) + "-" + t["Quý"].str.slice(0, 2)
t["members_per_team"], t["trained_share"] = t.members / t.teams, 100 * t.trained / t.teams
t.drop(columns="Quý").to_csv(f"{O}/teams.csv", index=False)
