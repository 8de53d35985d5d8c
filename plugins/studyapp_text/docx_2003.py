"""What Word 2003 wrote as XML in its own words: lists.

Source: Microsoft's Office 2003 XML reference schemas. They are told again as
ECMA-376 says them, so that the reader of numbers needs to know of one language only.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from studyapp_text.docx_package import W

_FORMATS = {
    "0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter",
    "10": "chineseCounting", "11": "japaneseCounting", "18": "decimalEnclosedCircle", "22": "decimalZero",
    "23": "bullet", "37": "chineseCounting", "39": "chineseCountingThousand", "255": "none",
}  # fmt: skip
"""The numbers that name the formats of numbers; LibreOffice writes 10 for 一、十、十一."""


def numbering_of(tree: Element) -> Element | None:
    """Return the lists of a document as ``w:numbering``; None where it has none."""
    lists = next(tree.iter(f"{W}lists"), None)
    if lists is None:
        return None
    numbering = Element(f"{W}numbering")
    for one in lists.findall(f"{W}listDef"):
        kind = SubElement(numbering, f"{W}abstractNum", {f"{W}abstractNumId": one.get(f"{W}listDefId", "")})
        for level in one.findall(f"{W}lvl"):
            told = level.find(f"{W}nfc")
            how = told.get(f"{W}val", "") if told is not None else "0"
            SubElement(level, f"{W}numFmt", {f"{W}val": _FORMATS.get(how, "decimal")})
            kind.append(level)
    for one in lists.findall(f"{W}list"):
        number = SubElement(numbering, f"{W}num", {f"{W}numId": one.get(f"{W}ilfo", "")})
        used = one.find(f"{W}ilst")
        if used is not None:
            SubElement(number, f"{W}abstractNumId", dict(used.attrib))
        number.extend(one.findall(f"{W}lvlOverride"))
    return numbering


def modernise(tree: Element) -> None:
    """Tell the numbers of paragraphs in the words of today; a number that is written stays."""
    for properties in tree.iter(f"{W}pPr"):
        listed = properties.find(f"{W}listPr")
        used = listed.find(f"{W}ilfo") if listed is not None else None
        if listed is None or used is None or any(str(one.tag).endswith("}t") for one in listed):
            continue
        within = SubElement(properties, f"{W}numPr")
        SubElement(within, f"{W}numId", dict(used.attrib))
        level = listed.find(f"{W}ilvl")
        if level is not None:
            within.append(level)
