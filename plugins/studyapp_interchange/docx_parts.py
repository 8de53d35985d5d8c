"""The parts of a Word document that are the same for every paper: styles, page, footer, and what belongs to a package.

Margins are those of official documents (GB/T 9704); the text is 宋体, the headings are 黑体, the answers 楷体.
"""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1985" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/>'
    '<w:docGrid w:linePitch="312"/></w:sectPr>'
)
WIDTH = 11906 - 1474 - 1588
"""The width of the text in twentieths of a point."""

RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)


def types(endings: list[str]) -> str:
    """Return the kinds of the package's parts; ``endings`` are those of its pictures."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    defaults |= {ending: f"image/{'jpeg' if ending in ('jpg', 'jpeg') else ending}" for ending in endings}
    parts = {
        "/word/document.xml": f"{kind}.document.main+xml",
        "/word/styles.xml": f"{kind}.styles+xml",
        "/word/footer1.xml": f"{kind}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    return "".join([
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">',
        *(f'<Default Extension="{name}" ContentType="{what}"/>' for name, what in defaults.items()),
        *(f'<Override PartName="{name}" ContentType="{what}"/>' for name, what in parts.items()),
        "</Types>",
    ])  # fmt: skip


def document_relations(pictures: list[str]) -> str:
    """Return what the document refers to: styles, footer, and its pictures by their number."""
    return "".join([
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">',
        f'<Relationship Id="rIdStyles" Type="{_OFFICE}/styles" Target="styles.xml"/>',
        f'<Relationship Id="rIdFooter" Type="{_OFFICE}/footer" Target="footer1.xml"/>',
        *(
            f'<Relationship Id="rIdPicture{number}" Type="{_OFFICE}/image" Target="media/{name}"/>'
            for number, name in enumerate(pictures, 1)
        ),
        "</Relationships>",
    ])  # fmt: skip


def core(title: str) -> str:
    """Return the document's title, and a date that is always the same."""
    stamp = '<dcterms:{0} xsi:type="dcterms:W3CDTF">2020-01-01T00:00:00Z</dcterms:{0}>'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title>{stamp.format('created')}{stamp.format('modified')}</cp:coreProperties>"
    )


def _fonts(name: str) -> str:
    return f'<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{name}" w:cs="Times New Roman"/>'


HEADED = _fonts("黑体")
"""How a label looks that is set apart."""

FOOTER = (
    f'{HEAD}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)


def _style(name: str, title: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(name.startswith("Exam"))}" w:styleId="{name}">'
        f'<w:name w:val="{title}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _space(before: int = 0, after: int = 0, line: int = 0) -> str:
    height = f' w:line="{line}" w:lineRule="auto"' if line else ""
    return f'<w:spacing w:before="{before}" w:after="{after}"{height}/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


STYLES = "".join([
    f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts('宋体')}{_size(24)}"
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    f'<w:pPrDefault><w:pPr>{_space(line=360)}</w:pPr></w:pPrDefault></w:docDefaults>',
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    _style("Title", "Title", f'<w:keepNext/>{_space(0, 360)}<w:jc w:val="center"/>', HEADED + _size(44)),
    _style("ExamPart", "Exam Part", f'<w:keepNext/>{_space(360, 120)}<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
           HEADED + _size(32)),
    _style("ExamSection", "Exam Section", f'<w:keepNext/>{_space(240, 120)}<w:outlineLvl w:val="1"/>',
    HEADED + _size(28)),
    _style("ExamMaterial", "Exam Material", f"{_space(120)}<w:ind w:firstLineChars=\"200\" w:firstLine=\"480\"/>",
           _fonts("仿宋")),
    _style("ExamQuestion", "Exam Question", f'<w:keepNext/>{_space(120)}<w:ind w:left="480" w:hanging="480"/>', ""),
    _style("ExamOption", "Exam Option", f'<w:keepNext/>{_space()}<w:ind w:left="900" w:hanging="420"/>', ""),
    _style("ExamAnswer", "Exam Answer", f'{_space()}<w:ind w:left="480"/>', _fonts("楷体") + _size(22)),
    _style("ExamPicture", "Exam Picture", f'<w:keepNext/>{_space(60, 60)}<w:jc w:val="center"/>', ""),
    _style("Footer", "footer", '<w:jc w:val="center"/>', _size(28)),
    "</w:styles>",
])  # fmt: skip
