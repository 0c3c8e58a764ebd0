#!/usr/bin/env python3
"""nhipso beside its peers, on invented exports: benches/run.py PROGRAM [--rounds 5] [--sizes S,M] [--peers duckdb,polars] [--python venv/bin/python]

Rounds are interleaved: in each, every program runs once on every size. Printed are medians: wall time, CPU time, most
memory held; and the ratio of each to DuckDB's. After the last round the tables are compared.
"""
import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "peers"))
import compare

ROWS = {"S": 27_500, "M": 815_000, "L": 5_440_000}

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("program")
arguments.add_argument("--rounds", type=int, default=5)
arguments.add_argument("--sizes", default="S,M")
arguments.add_argument("--peers", default="duckdb,polars")
arguments.add_argument("--python", default=os.path.join(HERE, "peers", "venv", "bin", "python"))
arguments.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "nhipso-benches"))
given = arguments.parse_args()
program = os.path.abspath(given.program)
sizes, peers = given.sizes.split(","), given.peers.split(",")


def measure(command):
    """Wall seconds, CPU seconds, megabytes."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def command(name, size):
    exports, out = os.path.join(given.folder, size), os.path.join(given.folder, f"{name}-{size}")
    if name == "nhipso":
        return [program, "report", exports, "--format", "csv", "--out", out, "--quiet"]
    return [given.python, os.path.join(HERE, "peers", f"{name}_peer.py"), exports, out]


for size in sizes:
    exports = os.path.join(given.folder, size)
    if not os.path.exists(os.path.join(exports, "teams.csv")):
        shutil.rmtree(exports, ignore_errors=True)
        subprocess.run([program, "demo", exports, "--quiet", "--monthly", "--rows", str(ROWS[size])], check=True)

names = ["nhipso", *peers]
seen = {(name, size): [] for name in names for size in sizes}
for _ in range(given.rounds):
    for size in sizes:
        for name in names:
            seen[name, size].append(measure(command(name, size)))
start = min(measure([program, "--version"])[2] for _ in range(3))

print(f"| size | program | wall s | CPU s | MB | wall to {peers[0]} | CPU to {peers[0]} |\n|---|---|---|---|---|---|---|")
for size in sizes:
    medians = {name: [statistics.median(values) for values in zip(*seen[name, size])] for name in names}
    for name in names:
        wall, cpu, memory = medians[name]
        to = medians[peers[0]]
        print(f"| {size} | {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {wall / to[0]:.2f} | {cpu / to[1]:.2f} |")
print(f"\nnhipso at its start: {start:.0f} MB")
bad = 0
for size in sizes:
    ours = os.path.join(given.folder, f"nhipso-{size}", "tables")
    for peer in peers:
        bad += compare.compare(ours, os.path.join(given.folder, f"{peer}-{size}"), lambda line: "DIFFERENT" in line and print(line))
print("all tables the same" if not bad else f"{bad} tables differ")
sys.exit(bad > 0)
