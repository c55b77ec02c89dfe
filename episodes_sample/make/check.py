#!/usr/bin/python3
"""見本の番組を確かめる: 音の形、大きさ、章と字幕の時刻、絵。"""

import json
import re
import struct
import subprocess
import sys
import tomllib
import uuid
from datetime import datetime, timedelta
from pathlib import Path

from script import IJUU, RAMEN, YUKIMICHI

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = {"ramen": RAMEN, "yukimichi": YUKIMICHI, "ijuu": IJUU}
NOW = datetime.fromisoformat("2026-11-22T21:00:00+09:00")
wrong = []


def expect(condition, message):
    if not condition:
        wrong.append(message)


def seconds(text):
    total = 0.0
    for part in text.split(":"):
        total = total * 60 + float(part)
    return total


def loudest(audio, start, end):
    """区間の音の最大値 (dB)。"""
    log = subprocess.run(
        ["ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-i", str(audio), "-af",
         f"atrim={start}:{end},volumedetect", "-f", "null", "-"],
        capture_output=True, text=True).stderr
    return float(re.search(r"max_volume: (-?[\d.]+)", log).group(1))


show = tomllib.loads((ROOT / "show.toml").read_text(encoding="utf-8"))
space = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
expect(show["guid"] == str(uuid.uuid5(space, "radio.example.jp/feed.xml")), "guid")
people = {p["id"]: p["name"] for p in show["person"]}

png = (ROOT / show["cover"]).read_bytes()
expect(struct.unpack(">IIBB", png[16:26]) == (1400, 1400, 8, 2), "cover")
expect(len(png) < 400_000, "cover の大きさ")
size = len(png)

for toml in sorted(ROOT.glob("episodes/*/episode.toml")):
    name, folder = toml.parent.name, toml.parent
    episode = tomllib.loads(toml.read_text(encoding="utf-8"))
    audio = folder / episode["audio"]
    size += audio.stat().st_size
    expect(timedelta(0) <= NOW - episode["date"] <= timedelta(days=1), f"{name}: date")
    expect(name.startswith(f"{episode['date']:%Y-%m-%d}-"), f"{name}: フォルダの名前")
    expect(all(p in people for p in episode["people"]), f"{name}: people")
    probe = json.loads(subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_entries",
         "stream=codec_name,sample_rate,channels:format=duration", str(audio)],
        capture_output=True, check=True).stdout)
    stream, length = probe["streams"][0], float(probe["format"]["duration"])
    expect(60 <= length <= 120, f"{name}: 長さ")
    log = subprocess.run(["ffmpeg", "-hide_banner", "-nostats", "-nostdin", "-i", str(audio),
                          "-af", "ebur128=peak=true", "-f", "null", "-"],
                         capture_output=True, text=True).stderr
    level = re.findall(r"I:\s+(-?[\d.]+) LUFS", log)[-1]
    peak = re.findall(r"Peak:\s+(-?[\d.]+) dBFS", log)[-1]

    script = SCRIPTS[name.split("-", 3)[3]]
    chapters = episode["chapters"]
    starts = [seconds(c["start"]) for c in chapters]
    expect(starts[0] == 0 and starts == sorted(set(starts)) and starts[-1] < length,
           f"{name}: 章の時刻")
    expect([c["title"] for c in chapters] == [l[1] for l in script if l[0] == "章"],
           f"{name}: 章の題")

    vtt = (folder / episode["transcript"]).read_text(encoding="utf-8")
    expect(max(map(len, vtt.splitlines())) <= 65, f"{name}: 字幕の行が長い")
    cues = re.findall(r"^([\d:.]+) --> ([\d:.]+)\n<v ([^>]+)>(.+)$", vtt, re.M)
    last = 0.0
    for start, end, who, _ in cues:
        expect(last <= seconds(start) < seconds(end) <= length, f"{name}: 字幕 {start}")
        expect(who in [people[p] for p in episode["people"]], f"{name}: 話し手 {who}")
        inside = loudest(audio, seconds(start), seconds(end))
        expect(inside > -32, f"{name}: 字幕 {start} に声がない")
        last = seconds(end)
    expect([c[2:] for c in cues] == [l[:2] for l in script if len(l) == 3], f"{name}: 字幕の文")
    # 章の切れ目は声の途中に来ない
    for start in starts[1:]:
        expect(not any(seconds(c[0]) < start < seconds(c[1]) for c in cues),
               f"{name}: 章 {start} が声の途中")
        expect(any(abs(seconds(c[0]) - start) < 0.6 for c in cues),
               f"{name}: 章 {start} の声がない")
    print(f"{audio.name}: {stream['codec_name']} {stream['sample_rate']} Hz "
          f"{stream['channels']} ch, {length:.1f} 秒, {level} LUFS, {peak} dBTP, "
          f"{audio.stat().st_size} バイト, 字幕 {len(cues)}, 字幕の終わり {last:.1f} 秒")

expect(size < 6_000_000, "全体の大きさ")
print(f"音と絵の合計: {size} バイト")
print("\n".join("だめ: " + w for w in wrong) or "だいじょうぶ")
sys.exit(bool(wrong))
