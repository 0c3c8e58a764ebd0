#!/usr/bin/env python3
"""DuckDB, all in SQL: duckdb_peer.py EXPORTS OUT"""
import math
import os
import sys

import duckdb

from common import COUNTS, INDICATORS, Z, provinces, topics

D, O = sys.argv[1:3]
os.makedirs(O, exist_ok=True)
con = duckdb.connect(":memory:")
con.execute("SET preserve_insertion_order=false")
con.create_function("erfc", lambda x: math.erfc(x), ["DOUBLE"], "DOUBLE")


def lookup(name, spellings):
    con.execute(f"CREATE TABLE {name} (variant VARCHAR, id VARCHAR)")
    values = ",".join("('{}','{}')".format(*(v.replace("'", "''") for v in pair)) for pair in spellings.items())
    con.execute(f"INSERT INTO {name} VALUES {values}")


lookup("provinces", provinces())
lookup("topics", topics(D))


def read(file):
    return f"read_csv('{D}/{file}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"', auto_detect=true)"


def num(column):
    return f"TRY_CAST(replace(\"{column}\",'.','') AS BIGINT)"


def copy(query, file):
    con.execute(f"COPY ({query}) TO '{O}/{file}' (HEADER, DELIMITER ',')")


def trends(table, keys, y, file):
    k, ka = ",".join(keys), ",".join("a." + key for key in keys)
    same = " AND ".join(f"a.{key}=b.{key}" for key in keys)
    on = " AND ".join(f"s.{key}=q.{key}" for key in keys)
    copy(f"""WITH s AS (SELECT {ka}, median((b.{y}-a.{y})/(b.x-a.x)) slope_per_year, sum(sign(b.{y}-a.{y})) s
        FROM {table} a JOIN {table} b ON {same} AND a.x<b.x GROUP BY {ka}),
      q AS (SELECT {k}, sum(c) n, sum(c*(c-1)*(2*c+5)) tie FROM (SELECT {k}, {y}, count(*) c FROM {table} GROUP BY {k}, {y})
        GROUP BY {k} HAVING sum(c)>=3)
      SELECT {",".join("s." + key for key in keys)}, n::BIGINT n, slope_per_year, erfc(abs(CASE WHEN s=0 THEN 0 ELSE
        (s-sign(s))/sqrt((n*(n-1)*(2*n+5)-tie)/18.0) END)/sqrt(2.0)) mk_p
      FROM s JOIN q ON {on} ORDER BY ALL""", file)


# Topics: the country is a place of its own, a topic that a place raised at some time is 0 in years with any question.
con.execute(f"""CREATE TABLE g AS SELECT p.id place_code, t.id topic, year(strptime("Ngày",'%d/%m/%Y')) AS period, sum({num("Số ý kiến")})::BIGINT questions
  FROM {read("sessions.csv")} s JOIN provinces p ON s."Tỉnh"=p.variant JOIN topics t ON s."Chủ đề"=t.variant GROUP BY ALL""")
con.execute("INSERT INTO g SELECT '', topic, period, sum(questions)::BIGINT FROM g GROUP BY ALL")
con.execute(f"""CREATE TABLE topic_years AS WITH total AS (SELECT place_code, period, sum(questions)::BIGINT total FROM g GROUP BY ALL),
  filled AS (SELECT place_code, topic, period, coalesce(questions,0) questions, total, coalesce(questions,0)/total::DOUBLE p, total::DOUBLE n
    FROM (SELECT DISTINCT place_code, topic FROM g) JOIN total USING (place_code) LEFT JOIN g USING (place_code, topic, period))
  SELECT place_code, period, topic, questions, total, 100*p AS share,
    100*greatest(0,(p+{Z*Z/2}/n-{Z}*sqrt(p*(1-p)/n+{Z*Z/4}/(n*n)))/(1+{Z*Z}/n)) share_low,
    100*least(1,(p+{Z*Z/2}/n+{Z}*sqrt(p*(1-p)/n+{Z*Z/4}/(n*n)))/(1+{Z*Z}/n)) share_high, period::DOUBLE x FROM filled""")
copy("SELECT place_code, period, topic, questions, total, share, share_low, share_high FROM topic_years ORDER BY ALL", "topics.csv")
trends("topic_years", ["place_code", "topic"], "share", "topic_trends.csv")

# Coverage: communes added up by month, wide to long, the country beside.
sums = ", ".join(f'sum({num(column)})::BIGINT c{i}' for i, column in enumerate(COUNTS))
con.execute(f'CREATE TABLE m AS SELECT p.id place_code, "Tháng" AS month, {sums} FROM {read("coverage.csv")} s JOIN provinces p ON s."Tỉnh"=p.variant GROUP BY ALL')
con.execute(f'INSERT INTO m SELECT \'\', month, {", ".join(f"sum(c{i})::BIGINT" for i in range(len(COUNTS)))} FROM m GROUP BY ALL')
long = " UNION ALL ".join(f"SELECT place_code, '{name}' AS indicator, month, c{2*i} covered, c{2*i+1} total FROM m" for i, name in enumerate(INDICATORS))
con.execute(f"""CREATE TABLE coverage AS SELECT place_code, indicator, month[4:7]||'-'||month[1:2] AS period, covered, total, 100.0*covered/total AS percent,
  month[4:7]::INT+(month[1:2]::INT-1)/12.0::DOUBLE x FROM ({long})""")
copy("SELECT place_code, indicator, period, covered, total, percent FROM coverage ORDER BY ALL", "coverage.csv")
trends("coverage", ["place_code", "indicator"], "percent", "coverage_trends.csv")

# Teams by quarter.
con.execute(f"""CREATE TABLE teams AS SELECT p.id place_code, "Quý" AS quarter, sum({num("Số tổ")})::BIGINT teams, sum({num("Số thành viên")})::BIGINT members, sum({num("Số tổ đã tập huấn")})::BIGINT trained
  FROM {read("teams.csv")} s JOIN provinces p ON s."Tỉnh"=p.variant GROUP BY ALL""")
con.execute("INSERT INTO teams SELECT '', quarter, sum(teams)::BIGINT, sum(members)::BIGINT, sum(trained)::BIGINT FROM teams GROUP BY ALL")
copy("SELECT place_code, quarter[4:7]||'-'||quarter[1:2] AS period, teams, members, trained, members/teams::DOUBLE members_per_team, 100*trained/teams::DOUBLE trained_share FROM teams ORDER BY ALL", "teams.csv")
con.close()
os._exit(0)  # leak notes at a normal exit
