# SPDX-License-Identifier: MIT
"""Holds `cityfm measure` and `inspect` against ffprobe and ffmpeg on every file below a folder."""
import collections
import json
import pathlib
import re
import subprocess
import sys

SECONDS_APART = 0.15
LU_APART = 0.15


def run(*words, limit=120):
    try:
        return subprocess.run(words, capture_output=True, timeout=limit, stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired:
        return None


def by_ffmpeg(path):
    """Seconds that ffmpeg decodes and their loudness; None where it decodes nothing."""
    done = run("ffmpeg", "-nostdin", "-hide_banner", "-i", path, "-map", "0:a:0", "-af", "ebur128", "-f", "null", "-")
    if done is None:
        return None
    text = done.stderr.decode("utf-8", "replace")
    times = re.findall(r"time=(\d+):(\d+):([\d.]+)", text)
    loudness = re.findall(r"^\s+I:\s+(-?[\d.]+|-inf|nan) LUFS", text, re.M)
    if not times or not loudness:
        return None
    hours, minutes, seconds = times[-1]
    length = int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    return (length, float(loudness[-1])) if length > 0 else None


def by_cityfm(command, path):
    done = run(command, "--json", "--lang", "en", "measure", "--allow-damaged", path)
    if done is None:
        return {"verdict": "hangs"}
    if done.returncode < 0 or done.returncode >= 128:
        return {"verdict": "crashes"}
    told = done.stderr.decode("utf-8", "replace").strip().replace("\t", " ").split("\n")[0]
    if done.returncode != 0:
        return {"verdict": "refused", "told": told}
    measured = json.loads(done.stdout)["files"][0]
    return {"verdict": "read", "told": told, **measured}


def compare(ours, theirs):
    if ours["verdict"] in ("hangs", "crashes"):
        return ours["verdict"]
    if theirs is None:
        return "refused by both" if ours["verdict"] == "refused" else "read by cityfm alone"
    if ours["verdict"] == "refused":
        return "refused, though ffmpeg decodes it"
    if ours["damages"] > 0:
        return "read, damage told"
    seconds, lufs = theirs
    if abs(ours["duration_seconds"] - seconds) > SECONDS_APART:
        return "other length"
    own = ours["integrated_lufs"]
    if (own is None) != (lufs <= -70) or (own is not None and abs(own - lufs) > LU_APART):
        return "other loudness"
    return "same"


def main(command, folder, list_path):
    kinds = collections.Counter()
    inspected = collections.Counter()
    with open(list_path, "w", encoding="utf-8") as out:
        for path in sorted(p for p in pathlib.Path(folder).rglob("*") if p.is_file()):
            theirs = by_ffmpeg(str(path))
            ours = by_cityfm(command, str(path))
            if theirs is None and ours["verdict"] == "refused":
                continue
            kind = compare(ours, theirs)
            kinds[kind] += 1
            shown = run(command, "--json", "inspect", str(path))
            inspected["inspect hangs" if shown is None else f"inspect ends with {shown.returncode}"] += 1
            row = [str(path), kind, *(map(str, theirs) if theirs else ("", "")),
                   str(ours.get("duration_seconds", "")), str(ours.get("integrated_lufs", "")), ours.get("told", "")]
            out.write("\t".join(row) + "\n")
            out.flush()
    for counter in (kinds, inspected):
        for kind, count in counter.most_common():
            print(f"{count:6d}  {kind}")


main(*sys.argv[1:])
