"""The radicals of Chinese characters that PDF fonts put in the place of the characters.

Source: Unicode, EquivalentUnifiedIdeograph.txt and the compatibility of U+2F00 to U+2FD5. Where a radical is only like
a part of a character, the character that it is the part of by itself stands in the table.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = (
    "冫厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢允巳幺彑彐忄㣺扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王疋罒示礻竹糹纟罓罒"
    "㓁㓁罒羊羊羋耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼"
    "鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
"""The characters of U+2E80 to U+2EF3, a space for the one that is no radical."""

RADICALS = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
RADICALS.update((chr(code), shown) for code, shown in enumerate(_SUPPLEMENT, 0x2E80) if shown != " ")
