#!/usr/bin/env python3
"""polars with numpy, the best way found: grouped by the raw spellings, which are mapped after. polars_peer.py EXPORTS OUT"""
import os
import sys

import numpy as np
import polars as pl

from common import COUNTS, INDICATORS, Z, provinces, topics, trend

D, O = sys.argv[1:3]
os.makedirs(O, exist_ok=True)
PLACES, TOPICS = provinces(), topics(D)


def read(file, columns):
    return pl.scan_csv(f"{D}/{file}", infer_schema=False).select(columns)


def mapped(column, spellings, name):
    return pl.col(column).replace_strict(spellings, default=None, return_dtype=pl.String).alias(name)


def num(column):
    return pl.col(column).str.replace_all(".", "", literal=True).cast(pl.Int64, strict=False)


def trends(frame, keys, y, file):
    rows = []
    for row in frame.sort(*keys, "x").group_by(keys, maintain_order=True).agg("x", y).iter_rows():
        if len(row[-1]) >= 3:
            rows.append((*row[:-2], *trend(np.array(row[-2], float), np.array(row[-1], float))))
    pl.DataFrame(rows, schema=[*keys, "n", "slope_per_year", "mk_p"], orient="row").write_csv(f"{O}/{file}")



g = (read("sessions.csv", ["Ngày", "Tỉnh", "Chủ đề", "Số ý kiến"])
     .group_by("Tỉnh", "Chủ đề", period=pl.col("Ngày").str.slice(6, 4)).agg(questions=num("Số ý kiến").sum())
     .collect(engine="streaming")
     .select(mapped("Tỉnh", PLACES, "place_code"), mapped("Chủ đề", TOPICS, "topic"), pl.col("period").cast(pl.Int64), "questions")
     .group_by("place_code", "topic", "period").sum())
g = pl.concat([g, g.drop("place_code").group_by("topic", "period").sum().with_columns(place_code=pl.lit("")).select(g.columns)])
total = g.group_by("place_code", "period").agg(total=pl.col("questions").sum())
g = (g.select("place_code", "topic").unique().join(total, on="place_code").join(g, on=["place_code", "topic", "period"], how="left")
     .with_columns(pl.col("questions").fill_null(0)))
p, n = pl.col("questions") / pl.col("total"), pl.col("total").cast(pl.Float64)
half = Z * (p * (1 - p) / n + Z * Z / (4 * n * n)).sqrt()
g = g.with_columns(share=100 * p, share_low=100 * ((p + Z * Z / (2 * n) - half) / (1 + Z * Z / n)).clip(0, 1),
                   share_high=100 * ((p + Z * Z / (2 * n) + half) / (1 + Z * Z / n)).clip(0, 1), x=pl.col("period").cast(pl.Float64))
g.sort("place_code", "period", "topic").select("place_code", "period", "topic", "questions", "total", "share", "share_low", "share_high").write_csv(f"{O}/topics.csv")
trends(g, ["place_code", "topic"], "share", "topic_trends.csv")

m = (read("coverage.csv", ["Tháng", "Tỉnh", *COUNTS]).group_by("Tháng", "Tỉnh").agg(num(column).sum() for column in COUNTS)
     .collect(engine="streaming").with_columns(mapped("Tỉnh", PLACES, "place_code")).drop("Tỉnh").group_by("place_code", "Tháng").sum())
m = pl.concat([m, m.drop("place_code").group_by("Tháng").sum().with_columns(place_code=pl.lit("")).select(m.columns)])
month, year = pl.col("Tháng").str.slice(0, 2), pl.col("Tháng").str.slice(3, 4)
c = pl.concat([m.select("place_code", indicator=pl.lit(name), period=year + "-" + month, covered=covered, total=total,
                        percent=100.0 * pl.col(covered) / pl.col(total), x=year.cast(pl.Float64) + (month.cast(pl.Float64) - 1) / 12)
               for name, (covered, total) in INDICATORS.items()])
c.sort("place_code", "indicator", "period").drop("x").write_csv(f"{O}/coverage.csv")
trends(c, ["place_code", "indicator"], "percent", "coverage_trends.csv")

columns = {"Số tổ": "teams", "Số thành viên": "members", "Số tổ đã tập huấn": "trained"}
t = (read("teams.csv", ["Quý", "Tỉnh", *columns]).group_by("Quý", "Tỉnh").agg(num(column).sum().alias(name) for column, name in columns.items())
     .collect(engine="streaming").with_columns(mapped("Tỉnh", PLACES, "place_code")).drop("Tỉnh").group_by("place_code", "Quý").sum())
t = pl.concat([t, t.drop("place_code").group_by("Quý").sum().with_columns(place_code=pl.lit("")).select(t.columns)])
t = t.select("place_code", period=pl.col("Quý").str.slice(3, 4) + "-" + pl.col("Quý").str.slice(0, 2), teams="teams", members="members", trained="trained",
             members_per_team=pl.col("members") / pl.col("teams"), trained_share=100 * pl.col("trained") / pl.col("teams"))
t.sort("place_code", "period").write_csv(f"{O}/teams.csv")
