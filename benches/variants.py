#!/usr/bin/env python3
"""The same exports in other shapes, beside themselves clean: benches/variants.py PROGRAM [--rows 250000] [--rounds 3]

Each variant is written, read in turn with the clean exports, and removed. Printed are medians and their ratio to clean.
"""
import argparse
import codecs
import csv
import gzip
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
arguments.add_argument("program")
arguments.add_argument("--rows", type=int, default=250_000)
arguments.add_argument("--rounds", type=int, default=3)
arguments.add_argument("--only", default="")
given = arguments.parse_args()
program = os.path.abspath(given.program)
folder = os.path.join(tempfile.gettempdir(), "nhipso-variants")
clean = os.path.join(folder, "clean")
LARGE = ["sessions.csv", "coverage.csv", "teams.csv"]


def texts():
    for name in LARGE:
        with open(os.path.join(clean, name), encoding="utf-8", newline="") as file:
            yield name, file.read()


def encoded(encode):
    def write(to):
        for name, text in texts():
            with open(os.path.join(to, name), "wb") as file:
                file.write(encode(text))
    return write


def cp1258(text):
    """Vowels as the code page has them, tone marks after them."""
    marks, table = "\u0300\u0301\u0303\u0309\u0323", {}
    for letter in set(text):
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in marks]
        if tones:
            base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in marks))
            table[ord(letter)] = base + "".join(tones)
    return text.translate(table).encode("cp1258", "replace")


def tcvn3(text):
    with open(os.path.join(HERE, "..", "data", "registry", "legacy_charsets.csv"), encoding="utf-8") as file:
        table = {ord(row[0]): chr(int(row[3], 16)) for row in list(csv.reader(file))[1:] if len(row[3]) == 2}
    # Capitals with tone marks have no bytes of their own there: small letters stand for them.
    text = unicodedata.normalize("NFC", text)
    has = lambda letter: ord(letter) in table or ord(letter) < 128
    table |= {ord(c): table.get(ord(c.lower()), c.lower()) for c in set(text) if not has(c)}
    return text.translate(table).encode("latin-1", "replace")


def semicolons(to):
    """Semicolons, decimal commas as they are, and a line break within each source."""
    for name, text in texts():
        with open(os.path.join(to, name), "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
            for row in csv.reader(text.splitlines()):
                writer.writerow(row[:-1] + [row[-1].replace(": ", ":\n")])


def bad(to):
    """Every hundredth row has a province that is none."""
    for name, text in texts():
        with open(os.path.join(to, name), "w", encoding="utf-8", newline="") as file:
            for n, line in enumerate(text.splitlines(keepends=True)):
                if n % 100 == 50:
                    before, _, rest = line.partition(",")
                    line = f"{before},Không Đâu,{rest.partition(',')[2]}"
                file.write(line)


def packed(pack):
    def write(to):
        for name in LARGE:
            os.remove(os.path.join(to, name))
            pack(os.path.join(clean, name), os.path.join(to, name))
    return write


def gzipped(source, target):
    with open(source, "rb") as file, gzip.open(target + ".gz", "wb", compresslevel=6) as packed_file:
        shutil.copyfileobj(file, packed_file)


def zstd(source, target):
    subprocess.run(["zstd", "-q", "-f", "-3", source, "-o", target + ".zst"], check=True)


def many(to):
    """The rows of coverage and teams as 2,000 files, in their order."""
    for name in ["coverage.csv", "teams.csv"]:
        os.remove(os.path.join(to, name))
        with open(os.path.join(clean, name), "rb") as file:
            header, *rows = file.readlines()
        step = -(-len(rows) // 1000)
        for n in range(0, len(rows), step):
            with open(os.path.join(to, f"{n // step:04}-{name}"), "wb") as part:
                part.write(header + b"".join(rows[n : n + step]))


def communes(to):
    """The rows of coverage and teams as two files a commune."""
    for name in ["coverage.csv", "teams.csv"]:
        os.remove(os.path.join(to, name))
        with open(os.path.join(clean, name), "rb") as file:
            header, *rows = file.readlines()
        of_commune = {}
        for row in rows:
            of_commune.setdefault(row.split(b",")[2], []).append(row)
        for n, rows in enumerate(of_commune.values()):
            with open(os.path.join(to, f"{n:04}-{name}"), "wb") as part:
                part.write(header + b"".join(rows))


VARIANTS = {
    "UTF-16LE": encoded(lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le")),
    "Windows-1258": encoded(cp1258),
    "TCVN3": encoded(tcvn3),
    "NFD": encoded(lambda text: unicodedata.normalize("NFD", text).encode()),
    "; and quoted line breaks": semicolons,
    "1 % bad rows": bad,
    "gzip": packed(gzipped),
    "zstd": packed(zstd),
    "2,000 files": many,
    "two files a commune": communes,
}


def measure(exports):
    command = [program, "report", exports, "--format", "csv", "--out", os.path.join(folder, "out"), "--quiet"]
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def accounts():
    with open(os.path.join(folder, "out", "quality", "accounting.csv"), encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    total = {name: sum(int(row[name]) for row in rows) for name in ["read", "used", "set_aside", "rejected"]}
    return total, sorted({row["encoding"] for row in rows})


shutil.rmtree(clean, ignore_errors=True)
subprocess.run([program, "demo", clean, "--quiet", "--monthly", "--rows", str(given.rows)], check=True)
print("| exports | wall s | CPU s | MB | wall to clean | CPU to clean | read, used, set aside, rejected |\n|---|---|---|---|---|---|---|")
for name, write in VARIANTS.items():
    if given.only and name not in given.only.split("|"):
        continue
    to = os.path.join(folder, "variant")
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(clean, to)
    write(to)
    pairs = [(measure(to), accounts(), measure(clean)) for _ in range(given.rounds)]
    wall, cpu, memory = (statistics.median(pair[0][i] for pair in pairs) for i in range(3))
    to_wall, to_cpu = (statistics.median(pair[0][i] / pair[2][i] for pair in pairs) for i in range(2))
    rows, encodings = pairs[0][1]
    print(f"| {name} | {wall:.2f} | {cpu:.2f} | {memory:.0f} | {to_wall:.2f} | {to_cpu:.2f} | {', '.join(map(str, rows.values()))} ({', '.join(encodings)}) |", flush=True)
shutil.rmtree(folder, ignore_errors=True)
