"""Makes NotoSansCJKjp-Subset.otf, the kanji, kana and hangul of the window.

    apt-get download fonts-noto-cjk && dpkg -x fonts-noto-cjk_*.deb noto
    pip install fonttools
    python make.py noto/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

Taken are the characters of JIS X 0208 (punctuation, kana, and all 6,355 kanji: the papers of
1941 write 滿洲國, not 満州国) and the 2,350 hangul syllables of KS X 1001, in the Japanese
face. Nothing is hinted and nothing is set vertically, so that the file stays small.
"""

import sys

from fontTools import subset
from fontTools.ttLib import TTCollection


def rows(codec, first, last):
    for row in range(first, last + 1):
        for cell in range(1, 95):
            try:
                yield bytes([0xA0 + row, 0xA0 + cell]).decode(codec)
            except UnicodeDecodeError:
                pass


characters = {*rows("euc_jp", 1, 8), *rows("euc_jp", 16, 84), *rows("euc_kr", 16, 40)}
faces = TTCollection(sys.argv[1]).fonts
font = next(face for face in faces if face["name"].getDebugName(4) == "Noto Sans CJK JP")
options = subset.Options()
options.layout_features = []
options.hinting = False
options.notdef_outline = True
options.name_IDs = [0, 1, 2, 4, 5, 6, 13, 14]
options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "GPOS", "GSUB", "GDEF", "DSIG"]
subsetter = subset.Subsetter(options)
subsetter.populate(text="".join(characters))
subsetter.subset(font)
font.save("NotoSansCJKjp-Subset.otf")
