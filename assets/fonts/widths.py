"""Prints the widths of letters that src/report/chart/letters.rs holds.

    apt-get install fonts-liberation2
    pip install fonttools
    python widths.py /usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf

Latin letters are measured in Liberation Sans, whose widths are those of Helvetica and of Arial,
in which pages are set; what the shipped NotoSansCJKjp-Subset.otf has of Greek and Cyrillic, in
that. All are in thousandths of an em.
"""

import pathlib
import sys

from fontTools.ttLib import TTFont


def widths(path, first, last):
    font = TTFont(path)
    known, advances = font.getBestCmap(), font["hmtx"]
    em = font["head"].unitsPerEm
    for code in range(first, last + 1):
        yield round(advances[known[code]][0] * 1000 / em) if code in known else 0


def table(name, path, first, last):
    rows = list(widths(path, first, last))
    print(f"const {name}: [u16; {len(rows)}] = [")
    for start in range(0, len(rows), 16):
        print("    " + " ".join(f"{width}," for width in rows[start : start + 16]))
    print("];")


latin = sys.argv[1]
noto = pathlib.Path(__file__).with_name("NotoSansCJKjp-Subset.otf")
table("LATIN", latin, 0x20, 0x17F)
table("MARKS", latin, 0x2010, 0x2033)
signs = "€№₀₁₂→−∞≈≠≤≥"
known = {sign: next(widths(latin, ord(sign), ord(sign))) for sign in signs}
print(f"const SIGNS: [(char, u16); {sum(map(bool, known.values()))}] = [")
print("".join(f"    ({sign!r}, {width}),\n" for sign, width in known.items() if width), end="];\n")
table("GREEK", noto, 0x391, 0x3C9)
table("CYRILLIC", noto, 0x401, 0x451)
