"""Makes fonts/ from the complete fonts, once a new edition of one is taken.

Needs Debian's python3-fonttools and unicode-data, and the packages that carry the complete fonts:

    mkdir complete && cd complete
    npm install @expo-google-fonts/inter@0.4.2 @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-emoji@0.4.7
    /usr/bin/python3 ../scripts/subset-fonts.py node_modules/@expo-google-fonts

Inter (Latin, Cyrillic, Greek) and Noto Emoji are small and stay whole. Of Noto Sans SC remain the 8,105 characters of the
General Standard (Unihan's kTGH), kana, and what stands around them. characters.txt holds every character that one of the fonts
can draw: a picture shows any other as a box.
"""

import bz2
import pathlib
import shutil
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = pathlib.Path(__file__).resolve().parent.parent
FONTS = ROOT / "fonts"
UNIHAN = "/usr/share/unicode/Unihan_OtherMappings.txt.bz2"
# Punctuation, arrows, signs, enclosed numbers, boxes, CJK punctuation, kana, full-width forms.
AROUND = [
    (0x0020, 0x00FF),
    (0x2000, 0x206F),
    (0x20A0, 0x20BF),
    (0x2100, 0x214F),
    (0x2160, 0x217F),
    (0x2190, 0x2199),
    (0x2200, 0x226F),
    (0x2460, 0x2473),
    (0x25A0, 0x25CF),
    (0x2605, 0x2606),
    (0x3000, 0x30FF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
]


def list_standard_characters():
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        rows = [line.split("\t") for line in lines if not line.startswith("#") and "\tkTGH\t" in line]
    return [int(row[0][2:], 16) for row in rows]


def cut(source, target, characters):
    options = subset.Options(hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl"], name_IDs=["*"])
    font = subset.load_font(str(source), options)
    for table in ("vhea", "vmtx"):
        if table in font:
            del font[table]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    subset.save_font(font, str(target), options)


def main(complete):
    standard = list_standard_characters()
    assert len(standard) == 8105, len(standard)
    characters = standard + [code for first, last in AROUND for code in range(first, last + 1)]
    inter, chinese, emoji = complete / "inter", complete / "noto-sans-sc", complete / "noto-emoji"
    FONTS.mkdir(exist_ok=True)
    for folder, name in (("400Regular", "400"), ("500Medium", "500"), ("600SemiBold", "600")):
        shutil.copyfile(inter / folder / f"Inter_{folder}.ttf", FONTS / f"inter-{name}.ttf")
    for folder, name in (("400Regular", "400"), ("600SemiBold", "600")):
        cut(chinese / folder / f"NotoSansSC_{folder}.ttf", FONTS / f"noto-sans-sc-{name}.ttf", characters)
    shutil.copyfile(emoji / "400Regular" / "NotoEmoji_400Regular.ttf", FONTS / "noto-emoji-400.ttf")
    for family in (inter, chinese, emoji):
        shutil.copyfile(family / "LICENSE_FONT", FONTS / f"{family.name}.OFL.txt")
    drawn = [set(TTFont(file).getBestCmap()) for file in FONTS.glob("*-400.ttf")]
    (FONTS / "characters.txt").write_text("".join(map(chr, sorted(set().union(*drawn) - set(range(0x20))))), encoding="utf-8")


main(pathlib.Path(sys.argv[1]))
