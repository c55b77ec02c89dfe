#!/usr/bin/python3
"""番組の絵 assets/cover.png (1400x1400、RGB) を作る。

SVG を書き、rsvg-convert で描き、ffmpeg で透明度のない RGB にする。
"""

import math
import random
import subprocess
import tempfile
from pathlib import Path

SIZE = 1400
COVER = Path(__file__).resolve().parent.parent / "assets" / "cover.png"


def star(cx, cy, outer, inner, points=5):
    corners = []
    for i in range(points * 2):
        radius = outer if i % 2 == 0 else inner
        angle = math.pi * i / points - math.pi / 2
        corners.append(f"{cx + radius * math.cos(angle):.1f},{cy + radius * math.sin(angle):.1f}")
    return " ".join(corners)


def arc(cx, cy, radius, half, colour, width, opacity, side):
    """side = 1 は右、-1 は左に開く電波。"""
    a = math.radians(half)
    x = cx + side * radius * math.cos(a)
    y0, y1 = cy - radius * math.sin(a), cy + radius * math.sin(a)
    sweep = 1 if side > 0 else 0
    return (f'<path d="M {x:.1f} {y0:.1f} A {radius} {radius} 0 0 {sweep} {x:.1f} {y1:.1f}" '
            f'fill="none" stroke="{colour}" stroke-width="{width}" '
            f'stroke-linecap="round" opacity="{opacity}"/>')


def picture():
    source = random.Random(2026)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {SIZE} {SIZE}">',
        '<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">'
        '<stop offset="0" stop-color="#0d1b3e"/><stop offset="0.6" stop-color="#2a3f7a"/>'
        '<stop offset="1" stop-color="#6a6fa8"/></linearGradient></defs>',
        f'<rect width="{SIZE}" height="{SIZE}" fill="url(#sky)"/>',
    ]
    # 小さな星
    for _ in range(70):
        x, y = source.uniform(30, 1370), source.uniform(30, 820)
        if 360 < x < 1040 and 130 < y:
            continue
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{source.uniform(1.8, 4.4):.1f}" '
                   f'fill="#fff6d8" opacity="{source.uniform(0.45, 0.95):.2f}"/>')
    # 山と雪の丘
    out.append('<path d="M0 930 L190 760 L330 880 L520 720 L700 900 L880 740 L1060 890 '
               'L1230 770 L1400 920 L1400 1400 L0 1400 Z" fill="#24335f"/>')
    out.append('<path d="M0 1010 Q350 930 700 985 T1400 985 L1400 1400 L0 1400 Z" '
               'fill="#eef2fb"/>')
    # 市役所
    out.append('<g>'
               '<rect x="440" y="800" width="520" height="220" fill="#f6e7cf"/>'
               '<rect x="420" y="780" width="560" height="30" rx="6" fill="#c8694a"/>'
               '<rect x="600" y="600" width="200" height="420" fill="#fbf1df"/>'
               '<path d="M580 610 L700 510 L820 610 Z" fill="#c8694a"/>'
               '<circle cx="700" cy="682" r="46" fill="#ffffff" stroke="#5a4637" '
               'stroke-width="8"/>'
               '<path d="M700 654 L700 682 L720 694" fill="none" stroke="#5a4637" '
               'stroke-width="8" stroke-linecap="round" stroke-linejoin="round"/>'
               '<path d="M655 1020 L655 930 A45 45 0 0 1 745 930 L745 1020 Z" '
               'fill="#7a4e36"/></g>')
    for x in (470, 535, 822, 887):
        for y in (836, 918):
            out.append(f'<rect x="{x}" y="{y}" width="44" height="56" rx="4" fill="#ffd667"/>')
    for x in (630, 726):
        out.append(f'<rect x="{x}" y="770" width="44" height="60" rx="4" fill="#ffd667"/>')
    # 塔の上の星と電波
    out.append('<rect x="694" y="380" width="12" height="140" fill="#fbf1df"/>')
    for radius, opacity in ((150, 1.0), (230, 0.8), (310, 0.55)):
        for side in (1, -1):
            out.append(arc(700, 340, radius, 34, "#ffd667", 20, opacity, side))
    out.append(f'<polygon points="{star(700, 340, 96, 44)}" fill="#ffd667" '
               'stroke="#ffd667" stroke-width="16" stroke-linejoin="round"/>')
    # 題
    font = "font-family=\"'Noto Sans CJK JP'\" font-weight=\"700\" text-anchor=\"middle\""
    out.append(f'<text x="700" y="1192" {font} font-size="128" fill="#1b2a57">'
               'FMリモート市役所</text>')
    out.append(f'<text x="700" y="1310" {font} font-size="76" letter-spacing="14" '
               'fill="#c8694a">ほしの市</text>')
    out.append("</svg>")
    return "\n".join(out)


def main():
    with tempfile.TemporaryDirectory() as tmp:
        svg, drawn = Path(tmp) / "cover.svg", Path(tmp) / "cover.png"
        svg.write_text(picture(), encoding="utf-8")
        subprocess.run(["rsvg-convert", "-w", str(SIZE), "-h", str(SIZE),
                        "-o", str(drawn), str(svg)], check=True)
        COVER.parent.mkdir(exist_ok=True)
        subprocess.run(["ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-y",
                        "-i", str(drawn), "-pix_fmt", "rgb24", "-pred", "mixed",
                        "-compression_level", "9", "-map_metadata", "-1",
                        "-fflags", "+bitexact", "-flags:v", "+bitexact",
                        str(COVER)], check=True)


if __name__ == "__main__":
    main()
