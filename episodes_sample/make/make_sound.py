#!/usr/bin/python3
"""見本の三つの回の録音と文字起こしを作る。

標準ライブラリだけを使い、espeak-ng・sox・ffmpeg を呼ぶ。乱数の種は固定。
"""

import math
import random
import re
import subprocess
import sys
import tempfile
from array import array
from pathlib import Path

from script import IJUU, RAMEN, VOICES, YUKIMICHI

EPISODES = Path(__file__).resolve().parent.parent / "episodes"


def run(*args):
    done = subprocess.run(args, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{args[0]}: {done.stderr.decode(errors='replace')}")
    return done


def db(value):
    return 10.0 ** (value / 20.0)


# ---- 音の測定 ----

def loudness(channels, rate, tmp):
    """音全体の平均ラウドネス (LUFS)。"""
    raw = tmp / "measure.f32"
    write_raw(raw, channels)
    log = run("ffmpeg", "-hide_banner", "-nostats", "-f", "f32le", "-ar", str(rate),
              "-ac", str(len(channels)), "-i", str(raw), "-af", "ebur128",
              "-f", "null", "-").stderr.decode()
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", log)[-1])


def write_raw(path, channels):
    count = len(channels)
    mixed = array("f", bytes(4 * count * len(channels[0])))
    for index, channel in enumerate(channels):
        mixed[index::count] = array("f", channel)
    with open(path, "wb") as out:
        mixed.tofile(out)


# ---- 声 ----

def speak(kana, voice, rate, tmp):
    """かなを読み上げ、前後の無音を落とした単音の標本列を返す。"""
    wav, raw = tmp / "say.wav", tmp / "say.f32"
    run("espeak-ng", "-v", "ja+" + voice["variant"], "-p", str(voice["pitch"]),
        "-s", str(voice["speed"]), "-w", str(wav), kana)
    run("sox", "-D", str(wav), "-r", str(rate), "-c", "1", "-e", "floating-point",
        "-b", "32", "-t", "raw", str(raw), "gain", "-6", "highpass", "70",
        "equalizer", "3200", "1.2q", "-2", "lowpass", "9000")
    data = array("f")
    with open(raw, "rb") as source:
        data.frombytes(source.read())
    loud = [i for i in range(0, len(data), 16) if abs(data[i]) > 0.004]
    edge = int(rate * 0.03)
    data = data[max(0, loud[0] - edge):loud[-1] + edge]
    fade = int(rate * 0.012)
    for i in range(fade):
        gain = 0.5 - 0.5 * math.cos(math.pi * i / fade)
        data[i] *= gain
        data[-1 - i] *= gain
    return data


# ---- 曲 ----

def semitone(number):
    return 440.0 * 2.0 ** (number / 12.0)


def add_note(left, right, rate, start, pitch, length, level, pan):
    """やわらかな鐘のような一音を足す。"""
    first = int(start * rate)
    count = min(int(length * rate), len(left) - first)
    gain_l = level * math.cos((pan + 1.0) * math.pi / 4.0)
    gain_r = level * math.sin((pan + 1.0) * math.pi / 4.0)
    step = 2.0 * math.pi * semitone(pitch) / rate
    for i in range(count):
        t = i / rate
        attack = min(1.0, t / 0.02)
        tail = min(1.0, (count - i) / (0.25 * rate))
        body = math.sin(step * i) * math.exp(-2.0 * t / length * 1.6)
        shine = 0.28 * math.sin(2.0 * step * i) * math.exp(-5.0 * t / length * 1.6)
        spark = 0.10 * math.sin(3.01 * step * i) * math.exp(-9.0 * t / length * 1.6)
        value = (body + shine + spark) * attack * attack * tail
        left[first + i] += gain_l * value
        right[first + i] += gain_r * value


# (始まり, 高さ=Aから半音, 長さ, 大きさ, 左右)。C の五音音階 (C D E G A)。
TUNES = {
    "opening": (5.0, [
        (0.00, -9, 2.4, 0.9, -0.5), (0.30, -5, 2.0, 0.8, 0.3), (0.60, -2, 2.0, 0.8, -0.2),
        (0.90, 0, 2.0, 0.8, 0.4), (1.20, 3, 2.4, 0.9, 0.0), (1.80, 0, 1.6, 0.6, -0.4),
        (2.10, 3, 1.6, 0.7, 0.4), (2.40, 7, 2.5, 0.9, 0.0), (2.40, -9, 2.5, 0.7, -0.3),
        (2.40, -2, 2.5, 0.6, 0.3), (2.40, -21, 2.5, 0.5, 0.0), (0.00, -21, 2.4, 0.5, 0.0),
        (1.20, -16, 1.4, 0.4, 0.0)]),
    "closing": (4.2, [
        (0.00, 7, 1.6, 0.7, 0.3), (0.30, 3, 1.6, 0.7, -0.3), (0.60, 0, 1.6, 0.7, 0.2),
        (0.90, -2, 1.8, 0.7, -0.2), (1.30, -9, 2.8, 0.9, 0.0), (1.30, -5, 2.8, 0.6, 0.4),
        (1.30, -2, 2.8, 0.6, -0.4), (1.30, -21, 2.8, 0.5, 0.0)]),
}


def tune(name, rate):
    length, notes = TUNES[name]
    left = array("d", bytes(8 * int(length * rate)))
    right = array("d", bytes(8 * int(length * rate)))
    for note in notes:
        add_note(left, right, rate, *note)
    peak = max(max(map(abs, left)), max(map(abs, right)))
    return ([v / peak for v in left], [v / peak for v in right])


def bed(seconds, rate):
    """声の下に敷く静かな曲。始めと終わりはゆるやか。"""
    left = array("d", bytes(8 * int(seconds * rate)))
    right = array("d", bytes(8 * int(seconds * rate)))
    pattern = [-21, -9, -5, -2, -14, -5, 0, -2, -16, -9, -2, 0, -14, -5, -2, -7]
    at, index = 0.0, 0
    while at + 2.0 < seconds:
        add_note(left, right, rate, at, pattern[index % len(pattern)], 2.0, 0.5,
                 0.5 * math.sin(index * 1.7))
        at, index = at + 0.5, index + 1
    fade = int(1.5 * rate)
    for i in range(fade):
        for side in (left, right):
            side[i] *= i / fade
            side[-1 - i] *= i / fade
    peak = max(max(map(abs, left)), max(map(abs, right)))
    return ([v / peak for v in left], [v / peak for v in right])


# ---- 並べる ----

def arrange(lines, rate, levels, tmp, gap=0.42):
    """台本を時間の上に並べる。章はちょうどの秒に始める。

    戻り値: 左右の声, 左右の曲, 字幕, 章, 長さ(秒)
    """
    voices = {}
    for line in lines:
        if line[0] in VOICES:
            voices.setdefault(line[0], []).append(speak(line[2], VOICES[line[0]], rate, tmp))
    gains = {}
    for who, parts in voices.items():
        joined = array("f")
        for part in parts:
            joined.extend(part)
        gains[who] = db(levels[who] - loudness([joined, joined], rate, tmp))
    queues = {who: iter(parts) for who, parts in voices.items()}

    at, placed, music, cues, chapters, bed_from = 0.0, [], [], [], [], None
    for line in lines:
        if line[0] == "章":
            at = float(math.ceil(at + 0.35)) if chapters else 0.0
            chapters.append((int(at), line[1]))
            at += 0.25
        elif line[0] == "曲":
            start = at if not cues else at + 0.1
            left, right = tune(line[1], rate)
            music.append((start, left, right, levels["曲"]))
            at = start + len(left) / rate - (0.5 if not cues else 0.0)
        elif line[0] == "床":
            bed_from = at
        else:
            who = line[0]
            data = next(queues[who])
            placed.append((at, data, gains[who], VOICES[who]["pan"]))
            end = at + len(data) / rate
            cues.append((at, end, who, line[1]))
            at = end + gap
    length = at + 0.5
    if bed_from is not None:
        left, right = bed(cues[-1][1] + 0.6 - bed_from, rate)
        music.append((bed_from, left, right, levels["床"]))

    total = int(length * rate)
    left = array("d", bytes(8 * total))
    right = array("d", bytes(8 * total))
    for start, data, gain, pan in placed:
        first = int(start * rate)
        gain_l = gain * math.cos((pan + 1.0) * math.pi / 4.0) * math.sqrt(2.0)
        gain_r = gain * math.sin((pan + 1.0) * math.pi / 4.0) * math.sqrt(2.0)
        for i, value in enumerate(data):
            left[first + i] += gain_l * value
            right[first + i] += gain_r * value
    for start, tune_l, tune_r, level in music:
        first, gain = int(start * rate), db(level)
        for i in range(min(len(tune_l), total - first)):
            left[first + i] += gain * tune_l[i]
            right[first + i] += gain * tune_r[i]
    return left, right, cues, chapters, length


def hiss(count, seed, colour):
    """一次の低域通過をかけた雑音 (二乗平均 1)。"""
    source = random.Random(seed)
    out, state = array("d", bytes(8 * count)), 0.0
    for i in range(count):
        state += colour * (source.uniform(-1.0, 1.0) - state)
        out[i] = state
    rms = math.sqrt(sum(v * v for v in out) / count)
    return [v / rms for v in out]


# ---- 書き出す ----

def stamp(seconds):
    ms = int(round(seconds * 1000))
    return f"{ms // 3600000:02d}:{ms // 60000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"


def write_transcript(folder, cues):
    blocks = ["WEBVTT\n"]
    for start, end, who, text in cues:
        blocks.append(f"{stamp(start)} --> {stamp(end)}\n<v {who}>{text}\n")
    (folder / "transcript.vtt").write_text("\n".join(blocks), encoding="utf-8")


def encode(channels, rate, target, options, tmp):
    raw = tmp / "final.f32"
    write_raw(raw, channels)
    run("ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-f", "f32le",
        "-ar", str(rate), "-ac", str(len(channels)), "-i", str(raw),
        "-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact",
        *options, str(target))


def report(folder, chapters, length):
    print(f"{folder.name}: {length:.2f} 秒")
    for start, title in chapters:
        print(f'  {{ start = "{start // 60:02d}:{start % 60:02d}", title = "{title}" }},')


def make_ramen(tmp):
    """二人の声の大きさが 9 dB ちがう回。"""
    folder, rate = EPISODES / "2026-11-21-ramen", 48000
    left, right, cues, chapters, length = arrange(
        RAMEN, rate, {"みかん": -17.0, "ゲンさん": -26.0, "曲": -9.0, "床": -29.0}, tmp)
    for side, seed in ((left, 11), (right, 12)):
        for i, value in enumerate(hiss(len(side), seed, 0.3)):
            side[i] += db(-68) * value
    write_transcript(folder, cues)
    encode([left, right], rate, folder / "ramen.opus",
           ["-c:a", "libopus", "-b:a", "96k"], tmp)
    report(folder, chapters, length)


def make_yukimichi(tmp):
    """車の中で電話に録った、小さくて雑音のある回。"""
    folder, rate = EPISODES / "2026-11-22-yukimichi", 44100
    left, _, cues, chapters, length = arrange(
        YUKIMICHI, rate, {"こはく": -24.0}, tmp, gap=0.55)
    # 車の中の短い響き
    for delay, gain in ((0.0071, 0.28), (0.0127, -0.2), (0.0213, 0.12)):
        shift = int(delay * rate)
        for i in range(len(left) - 1, shift - 1, -1):
            left[i] += gain * left[i - shift]
    count = len(left)
    room, air = hiss(count, 21, 0.06), hiss(count, 22, 0.5)
    for i in range(count):
        t = 2.0 * math.pi * i / rate
        hum = math.sin(50 * t) + 0.6 * math.sin(100 * t + 0.4) + 0.35 * math.sin(150 * t + 1.1)
        left[i] += db(-46) * room[i] + db(-50) * air[i] + db(-49) * hum
    # 電話を持ちかえる音
    source = random.Random(23)
    for at in (6.35, 13.4, 17.1, 17.32, 33.3, 55.8, 84.4):
        first = int(at * rate)
        size = source.uniform(0.3, 0.5)
        for i in range(int(0.06 * rate)):
            if first + i >= count:
                break
            t = i / rate
            left[first + i] += size * (
                source.uniform(-1.0, 1.0) * math.exp(-t / 0.0025)
                + 0.8 * math.sin(2.0 * math.pi * 110 * t) * math.exp(-t / 0.015))
    fade = int(0.02 * rate)
    for i in range(fade):
        left[i] *= i / fade
        left[-1 - i] *= i / fade
    # 電話らしい狭い帯域にして、全体を -33 LUFS へ
    write_raw(tmp / "wide.f32", [left])
    run("sox", "-D", "-t", "raw", "-r", str(rate), "-c", "1", "-e", "floating-point",
        "-b", "32", str(tmp / "wide.f32"), "-t", "raw", "-e", "floating-point", "-b", "32",
        str(tmp / "phone.f32"), "highpass", "90", "lowpass", "7000")
    phone = array("f")
    phone.frombytes((tmp / "phone.f32").read_bytes())
    gain = db(-33.0 - loudness([phone], rate, tmp))
    phone = array("f", (gain * value for value in phone))
    write_transcript(folder, cues)
    encode([phone], rate, folder / "yukimichi.m4a",
           ["-c:a", "aac", "-b:a", "80k", "-movflags", "+faststart"], tmp)
    report(folder, chapters, length)


def make_ijuu(tmp):
    """録音の時点で大きすぎて、ところどころ割れている回。"""
    folder, rate = EPISODES / "2026-11-22-ijuu", 44100
    left, right, cues, chapters, length = arrange(
        IJUU, rate, {"みかん": -19.0, "そらまめ": -17.5, "曲": -9.0}, tmp)
    for side, seed in ((left, 31), (right, 32)):
        for i, value in enumerate(hiss(len(side), seed, 0.3)):
            side[i] += db(-66) * value

    def clipped(gain):
        return [array("f", (max(-1.0, min(1.0, gain * v)) for v in side))
                for side in (left, right)]

    low, high = 0.0, 18.0
    for _ in range(7):
        middle = (low + high) / 2.0
        if loudness(clipped(db(middle)), rate, tmp) < -9.1:
            low = middle
        else:
            high = middle
    loud = clipped(db(high))
    share = sum(abs(v) >= 1.0 for v in loud[0]) / len(loud[0])
    write_transcript(folder, cues)
    encode(loud, rate, folder / "ijuu.mp3",
           ["-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "0"], tmp)
    report(folder, chapters, length)
    print(f"  割れている標本: {share * 100:.2f} %")


def main():
    makers = {"ramen": make_ramen, "yukimichi": make_yukimichi, "ijuu": make_ijuu}
    for name in sys.argv[1:] or makers:
        with tempfile.TemporaryDirectory() as tmp:
            makers[name](Path(tmp))


if __name__ == "__main__":
    main()
