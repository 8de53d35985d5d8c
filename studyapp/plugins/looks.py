"""What a file looks like that no reader takes, and what its owner can do about it."""

from __future__ import annotations

from studyapp.model import Message

_WORD = Message("这是 Word 文档（.docx），没有读出题目。请打开检查，或另存为“纯文本（.txt）”再导入。")
_SHEET = Message("这是 Excel 工作簿（.xlsx），没有读出题目。请打开检查表头，或把题目写进 .txt 文件再导入。")
_SLIDES = Message("这是 PowerPoint 演示文稿（.pptx），不是题库。请把题目复制到 .txt 文件里再导入。")
_OPEN_TEXT = Message("这是 OpenDocument 文档（.odt），现在还读不了。请另存为“纯文本（.txt）”再导入。")
_OPEN_SHEET = Message("这是 OpenDocument 表格（.ods），没有读出题目。请打开检查表头，或把题目写进 .txt 文件再导入。")
_FLAT = Message("这是 OpenDocument 的单文件格式（.fodt、.fods），现在还读不了。请另存为 docx 或 xlsx 再导入。")
_ANKI = Message("这是 Anki 牌组包（.apkg），没有读出题目。请在 Anki 里导出为纯文本再导入。")
_OLD_OFFICE = Message(
    "这是旧版 Office 或 WPS 文件（.doc、.xls），没有读出题目。请打开检查，或另存为“纯文本（.txt）”再导入。"
)
_PDF = Message("这是 PDF 文件，没有读出题目。请把文字复制到 .txt 文件里，或找题库的文字版。")
_RTF = Message("这是 RTF 文档，没有读出题目。请打开检查，或另存为“纯文本（.txt）”再导入。")
_DATABASE = Message("这是 SQLite 数据库，不是题库。如果是本程序的备份，请用 studyapp restore 恢复。")
_ARCHIVE = Message("这是压缩包。请先解压，再导入里面的文件。")
_PICTURE = Message("这是图片，里面没有可以读的文字。请导入题库的文字版。")
_PROGRAM = Message("这是程序，不是题库。请确认选对了文件。")
_BINARY = Message("这不是文字文件（里面有空字节），格式也不认得。请确认选对了文件，或另存为“纯文本（.txt）”再导入。")

_ZIP = b"PK\x03\x04"

_SIGNATURES = (
    (_ZIP, _ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"%PDF", _PDF),
    (b"{\\rtf", _RTF),
    (b"SQLite format 3\x00", _DATABASE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"MZ\x90\x00", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
)

_ZIPPED = (
    (b"word/document.xml", _WORD),
    (b"xl/workbook", _SHEET),
    (b"ppt/presentation", _SLIDES),
    (b"opendocument.text", _OPEN_TEXT),
    (b"opendocument.spreadsheet", _OPEN_SHEET),
    (b"collection.anki2", _ANKI),
)
"""Parts by which a ZIP archive's contents are told; their names stand in it uncompressed."""

_BEGINNING = 4096
_WHITE = b" \t\r\n\x0b\x0c\xef\xbb\xbf"
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def is_blank(data: bytes) -> bool:
    """Whether a file holds nothing but white space and a byte order mark."""
    return not data.strip(_WHITE + b"\x00\xfe\xff" if data.startswith(_UNICODE_MARKS) else _WHITE)


def is_no_text(data: bytes) -> bool:
    """Whether ``looks_like`` names a format, which takes a while longer in a large archive."""
    return data.startswith(tuple(signature for signature, _what in _SIGNATURES)) or looks_like(data) is not None


def looks_like(data: bytes) -> Message | None:
    """Name the format of a file that is no text and say how to mend that; ``None`` for what may be text."""
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            zipped = _ZIPPED if signature == _ZIP else ()
            return next((inner for part, inner in zipped if part in data), what)
    if b"urn:oasis:names:tc:opendocument" in data[:_BEGINNING]:
        return _FLAT
    if b"\x00" in data and not data.startswith(_UNICODE_MARKS):
        return _BINARY
    return None
