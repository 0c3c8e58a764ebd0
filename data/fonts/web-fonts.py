"""Makes the small web fonts of the HTML page from the full ones (needs fonttools and brotli).

Each weight becomes two files: Latin with Vietnamese, and digits of one width, because the digits of
Be Vietnam Pro have each a width of their own and columns of numbers would not line up.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

LATIN = (
    "U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,"
    "U+0300-0304,U+0306,U+0309,U+031B,U+0323,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2030,"
    "U+2032,U+2033,U+20AB,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265,U+0394"
)
DIGIT_WIDTH = 664


def reduced(path, unicodes):
    options = subset.Options(flavor="woff2", hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp", "locl"])
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(unicodes))
    subsetter.subset(font)
    font["head"].modified = font["head"].created
    font.recalcTimestamp = False
    return font, options


def main(folder):
    for weight in ("400Regular", "600SemiBold"):
        path = folder / f"BeVietnamPro_{weight}.ttf"
        font, options = reduced(path, LATIN)
        subset.save_font(font, folder / f"BeVietnamPro_{weight}_latin.woff2", options)

        font, options = reduced(path, "U+0030-0039")
        del font["GPOS"]
        glyphs, metrics = font["glyf"], font["hmtx"]
        originals = font.getGlyphSet()
        for digit in range(0x30, 0x3A):
            name = font.getBestCmap()[digit]
            width, bearing = metrics[name]
            shift = (DIGIT_WIDTH - width) // 2
            pen = TTGlyphPen(originals)
            originals[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
            glyphs[name] = pen.glyph()
            glyphs[name].recalcBounds(glyphs)
            metrics[name] = (DIGIT_WIDTH, bearing + shift)
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 6, 16):
                record.string = str(record).replace("Be Vietnam Pro", "Tabular Digits").replace("BeVietnamPro", "TabularDigits")
        subset.save_font(font, folder / f"TabularDigits_{weight}.woff2", options)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent))
