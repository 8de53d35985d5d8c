"""Word documents (docx): every way in which they say more, or otherwise, than their letters."""

from __future__ import annotations

import pytest

from studyapp import Blanks, Choices, Deck, NotABank, Source
from studyapp_text import docx_package
from studyapp_text.docx import lines_of_docx
from studyapp_text.docx_numbering import format_number
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.word_files import (
    NAMES,
    W,
    document,
    docx,
    listed,
    lists,
    p,
    packed,
    run,
    table,
)

ONE = (p("1．谁缴费"), p("A．甲"), p("B．乙"), p("答案：B"))
RED = '<w:color w:val="FF0000"/>'


def read(data: bytes) -> Deck:
    return TextReader().read(Source("题库.docx", data))


def lines(*body: str, **parts: str) -> list[str]:
    data = docx(*body, parts={f"word/{name}.xml": part for name, part in parts.items()})
    return [text for _, text in lines_of_docx(Source("题库.docx", data)).rows]


def report(deck: Deck) -> list[str]:
    return [
        f"{flaw.where.line} {flaw.severity} {flaw.code} {flaw.why.text.format_map(flaw.why.arguments)}"
        for flaw in deck.flaws
    ]


def right(deck: Deck) -> list[object]:
    return [item.question.answer for item in deck.items]


def refusal(data: bytes) -> str:
    with pytest.raises(NotABank) as raised:
        read(data)
    why = raised.value.why
    return why.text.format_map(why.arguments)


def test_paragraphs_count_as_lines() -> None:
    deck = read(docx(p("一、单选题"), *ONE, p(), p("2．谁审核"), p("A．甲\nB．乙"), p("答案：A")))
    assert [(item.source.line, item.source.last) for item in deck.items] == [(2, 5), (7, 9)]
    assert right(deck) == [Choices((1,)), Choices((0,))]
    assert report(deck) == ["1 info heading 标题“一、单选题”。"]


def test_deleted_text_is_left_out_and_inserted_text_kept() -> None:
    deleted = "<w:del><w:r><w:delText>旧</w:delText></w:r><w:r><w:t>旧</w:t></w:r></w:del>"
    assert lines(p("谁", deleted, f"<w:ins>{run('缴费')}</w:ins>")) == ["谁缴费"]


def test_fields_formulas_symbols_and_ruby() -> None:
    field = "<w:r><w:fldChar/><w:instrText> PAGEREF </w:instrText></w:r>"
    formula = "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
    tick = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
    ruby = f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>"
    assert lines(p("甲", field, formula, tick, ruby, "<w:r><w:tab/><w:noBreakHyphen/></w:r>")) == ["甲x√拼\t-"]


def test_a_text_box_counts_once_and_follows_its_paragraph() -> None:
    box = f"<w:txbxContent>{p('框里')}</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    assert lines(p("框外", f"<w:r>{twice}</w:r>"), p("后面")) == ["框外", "框里", "后面"]


def test_numbers_are_told_only_where_the_text_has_none() -> None:
    numbering = lists(("chineseCounting", "%1、"), ("decimal", "%1."), ("upperLetter", "%1"))
    assert lines(
        p("单选题", properties=listed(1)),
        p("谁缴费", properties=listed(2)),
        p("甲", properties=listed(3)),
        p("B．乙", properties=listed(3)),
        p("丙", properties=listed(3)),
        p("答案：A", properties=listed(2)),
        p("谁审核", properties=listed(2)),
        p("", properties=listed(2)),
        p("1.5倍", properties=listed(2)),
        numbering=numbering,
    ) == ["一、单选题", "1.谁缴费", "A．甲", "B．乙", "C．丙", "答案：A", "3.谁审核", "", "5.1.5倍"]


def test_numbers_that_a_style_gives() -> None:
    style = f'<w:styles xmlns:w="{W}"><w:style w:styleId="a"><w:pPr>{listed(1)}</w:pPr></w:style>{{}}</w:styles>'
    style = style.format('<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>')
    of_style = '<w:pStyle w:val="b"/>'
    assert lines(p("谁", properties=of_style), numbering=lists(("decimal", "%1、")), styles=style) == ["1、谁"]


@pytest.mark.parametrize(
    ("how", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA"}),
        ("lowerLetter", {2: "b"}),
        ("upperRoman", {4: "IV", 19: "XIX", 4000: "4000"}),
        ("lowerRoman", {3: "iii"}),
        ("decimalZero", {3: "03"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("ideographDigital", {10: "一〇"}),
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 105: "一百零五", 110: "一百一十", 999: "九百九十九"},
        ),
        ("unheardOf", {7: "7"}),
    ],
)
def test_formats_of_numbers(how: str, numbers: dict[int, str]) -> None:
    assert {number: format_number(number, how) for number in numbers} == numbers


def unkeyed(*options: str, number: int = 1) -> tuple[str, ...]:
    return (p(f"{number}．谁缴费（ ）"), *options)


@pytest.mark.parametrize(
    "looks",
    [RED, "<w:b/>", '<w:u w:val="single"/>', '<w:highlight w:val="yellow"/>', '<w:shd w:fill="FFFF00"/>',
     '<w:color w:val="0070C0"/>'],
)  # fmt: skip
def test_looks_tell_the_right_option(looks: str) -> None:
    deck = read(docx(*unkeyed(p("A．甲"), p("B．", run("乙", looks)), p("C．丙"))))
    assert right(deck) == [Choices((1,))]
    assert deck.items[0].question.choices == ("甲", "乙", "丙")
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]


def test_looks_of_options_on_one_line_and_of_several_right_ones() -> None:
    first = unkeyed(p("A．甲 ", run("B．乙", RED), " C．丙"), p("D．丁"))
    second = unkeyed(p(run("A", RED), "．甲"), p("B．乙"), p(run("C．丙", RED)), number=2)
    deck = read(docx(*first, *second))
    assert right(deck) == [Choices((1,)), Choices((0, 2))]
    assert deck.items[0].question.choices == ("甲", "乙", "丙", "丁")


def test_looks_count_only_where_no_key_is_written() -> None:
    marked = (p("A．甲"), p(run("B．乙", RED)))
    for body in (
        (*unkeyed(*marked), p("答案：A"), *unkeyed(*marked, number=2), p("答案：A")),
        (p("1．谁缴费（ A ）"), *marked, p("2．谁审核（A）"), *marked),
        (*unkeyed(*marked), *unkeyed(*marked, number=2), p("参考答案"), p("1-2 AA")),
    ):
        deck = read(docx(*body))
        assert right(deck) == [Choices((0,)), Choices((0,))]
        assert "marked-key" not in [flaw.code for flaw in deck.flaws]
        assert deck.items[0].question.choices == ("甲", "乙")


def test_looks_that_all_options_share_tell_nothing() -> None:
    body = unkeyed(p(run("A．甲", "<w:b/>")), p(run("B．乙", "<w:b/>")))
    assert "没有一道完整的题目" in refusal(docx(*body))


def test_underlined_spaces_are_a_blank() -> None:
    line = '<w:u w:val="single"/>'
    deck = read(docx(p("1．每月", run("  ", line), run("\u3000 ", line), "日前缴费。"), p("答案：15")))
    assert deck.items[0].question.prompt == "每月____日前缴费。"
    assert isinstance(deck.items[0].question.answer, Blanks)


def test_underlined_words_are_filled_blanks_where_nothing_else_answers() -> None:
    line = '<w:u w:val="single"/>'
    alone = (
        p("1．每月", run(" 15 ", line), "日前缴费。"),
        p("2．由", run("单位", line), "和", run("个人", line), "缴费。"),
    )
    deck = read(docx(*alone))
    assert [item.question.prompt for item in deck.items] == ["每月____日前缴费。", "由____和____缴费。"]
    blanks = [item.question.answer for item in deck.items if isinstance(item.question.answer, Blanks)]
    assert [[blank.accepted for blank in answer.blanks] for answer in blanks] == [[("15",)], [("单位",), ("个人",)]]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]
    stressed = (p("1．下列", run("不属于", line), "社会保险的是"), p("A．甲 B．乙"), p("答案：A"))
    assert read(docx(*stressed)).items[0].question.prompt == "下列不属于社会保险的是"


def test_formulas_in_one_line() -> None:
    def m(name: str, *inner: str) -> str:
        return (
            f"<m:{name}>{''.join(one if one[0] == '<' else f'<m:r><m:t>{one}</m:t></m:r>' for one in inner)}</m:{name}>"
        )

    sign = '<m:naryPr><m:chr m:val="∑"/></m:naryPr>'
    shown = {
        m("oMath", m("f", m("num", "a"), m("den", "b+c"))): "a/(b+c)",
        m("oMath", m("sSup", m("e", "x"), m("sup", "2")), "+", m("sSub", m("e", "y"), m("sub", "i+1"))): "x^2+y_(i+1)",
        m("oMath", m("rad", m("deg"), m("e", "x+1"))): "√(x+1)",
        m("oMath", m("d", m("e", "a"), m("e", "b"))): "(a,b)",
        m("oMath", m("nary", sign, m("sub", "i"), m("sup", "n"), m("e", "x"))): "∑_i^nx",
        m("oMathPara", m("oMath", "x")): "x",
    }
    assert {xml: lines(p(xml)) for xml in shown} == {xml: [text] for xml, text in shown.items()}


def test_letters_of_symbol_fonts_and_raised_digits() -> None:
    def sym(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    ticks = [sym("Wingdings", "F0FC"), sym("Wingdings 2", "F04F"), sym("Symbol", "F0D6"), sym("Symbol", "F0B4")]
    assert lines(p(*ticks, sym("Wingdings", "F021"))) == ["√×√×"]
    assert lines(
        p(run("\uf0fc\uf021", '<w:rFonts w:ascii="Wingdings"/>'), run("\uf0b3", '<w:rFonts w:hAnsi="Symbol"/>'))
    ) == ["√≥"]
    raised, lowered = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    assert lines(p("10m", run("2", raised), "，H", run("2", lowered), "O", run("注", raised))) == ["10m²，H₂O注"]


def test_numbers_that_start_again() -> None:
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="%{2}."/></w:lvl>'
    levels = level.format(0, "decimal", 1) + level.format(1, "upperLetter", 2)
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/>{again * (n > 1)}</w:num>' for n in (1, 2))
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>{nums}</w:numbering>'
    )
    asked = [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1), (2, 0), (2, 1)]
    found = lines(*(p("甲", properties=listed(*one)) for one in asked), numbering=numbering)
    assert found == ["1.甲", "A.甲", "B.甲", "2.甲", "A.甲", "1.甲", "A.甲"]


def test_heads_and_notes_are_no_lines() -> None:
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote>{p("注文")}</w:footnote></w:footnotes>'
    head = f'<w:hdr xmlns:w="{W}">{p("页眉")}</w:hdr>'
    assert lines(p("谁", "<w:r><w:footnoteReference/></w:r>"), footnotes=note, header1=head) == ["谁"]


def test_moved_text_counts_once_and_a_deleted_row_not_at_all() -> None:
    moved = f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>"
    assert lines(p("谁", moved)) == ["谁新"]
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("旧") + "</w:tc></w:tr>"
    assert lines(table(("甲",)).replace("</w:tbl>", gone + "</w:tbl>")) == ["甲"]


def test_the_report_on_a_broken_document() -> None:
    note = "<w:r><w:footnoteReference/></w:r>"
    body = (
        p("社会保险练习"),
        *ONE,
        p("2．谁审核", note),
        p("A．甲\nB．乙"),
        p("3．谁发放"),
        p("A．甲"),
        p("C．丙"),
        p("答案：C"),
    )
    assert report(read(docx(*body))) == [
        "1 info preface “社会保险练习”是题目之前的说明文字。",
        "6 info footnote 这一段带有脚注或尾注，注文未读入。",
        "6 error no-answer 第 2 题没有答案，未读入。请在选项之后补一行“答案：”。",
        "9 warning label-gap 选项字母不连续，缺 B。请核对是否漏了选项。",
    ]


def test_every_paragraph_is_told() -> None:
    body = (
        p("前言"),
        table(("序号", "题干", "答案", "备注"), ("1", "甲缴费。", "对", "旧题")),
        *ONE,
        p("后记"),
        p("QQ群 1"),
    )
    deck = read(docx(*body))
    places = [item.source for item in deck.items] + [flaw.where for flaw in deck.flaws]
    assert {line for one in places for line in range(one.line, one.last + 1)} == set(range(1, 16))


def test_the_strict_form_and_a_document_under_another_name() -> None:
    strict = document(*ONE).replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    start = '<Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" {}/>'
    rels = (
        f"<Relationships>{start.format(chr(84) + 'arget=' + chr(34) + '/word/document2.xml' + chr(34))}</Relationships>"
    )
    assert len(read(packed({"_rels/.rels": rels, "word/document2.xml": strict})).items) == 1


def test_word_2003_xml_whatever_it_is_called() -> None:
    body = "".join(ONE).replace("<w:pPr></w:pPr>", "", 1)
    numbered = '<w:p><w:pPr><w:listPr><wx:t wx:val="2."/></w:listPr></w:pPr><w:r><w:t>甲缴费。（√）</w:t></w:r></w:p>'
    gone = '<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:t>旧</w:t></w:r></aml:content></aml:annotation>'
    text = (
        "<?xml version='1.0' encoding='UTF-8'?><?mso-application progid=\"Word.Document\"?>"
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:aml="urn:aml" '
        f'xmlns:wx="urn:wx"><w:body>{body}{numbered}<w:p>{gone}</w:p></w:body></w:wordDocument>'
    )
    deck = TextReader().read(Source("题库.doc", text.encode()))
    assert TextReader().sniff(text.encode()) > 0.9
    assert right(deck) == [Choices((1,)), Choices((0,))]
    assert deck.items[1].label == "2"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (docx(p("今天天气很好。")), "没有找到题目"),
        (docx(), "没有找到题目"),
        (docx(*ONE)[:-40], "已损坏"),
        (packed({"word/styles.xml": "<a/>"}), "已损坏"),
        (packed({"word/document.xml": document(*ONE)[:-20]}), "已损坏"),
        (packed({"word/document.xml": f"<!DOCTYPE a [<!ENTITY b 'c'>]><a {NAMES}>&b;</a>"}), "DTD"),
        (
            packed({"word/document.xml": f"<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a {NAMES}/>".encode("utf-16")}),
            "DTD",
        ),
        (docx("<w:sdt>" * 3000 + p("甲") + "</w:sdt>" * 3000), "嵌套"),
        (docx("<w:p>" + "<w:ins>" * 3000 + "</w:ins>" * 3000 + "</w:p>"), "嵌套"),
    ],
)
def test_documents_that_cannot_be_read_say_why(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_parts_beyond_the_limit_are_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_package, "LARGEST_PART", 10_000)
    honest = docx(p("甲" * 20_000))
    assert "解压后" in refusal(honest)
    size = len(document(p("甲" * 20_000)).encode()).to_bytes(4, "little")
    assert honest.count(size) == 2
    assert refusal(honest.replace(size, (9_000).to_bytes(4, "little"))) in (
        docx_package.DAMAGED.text,
        refusal(honest),
    )


def test_lists_and_looks_in_the_words_of_word_2003() -> None:
    letters = '<w:nfc w:val="3"/>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/>{}<w:lvlText w:val="%1."/></w:lvl>'
    lists = (
        f'<w:lists><w:listDef w:listDefId="0">{level.format("")}</w:listDef>'
        f'<w:listDef w:listDefId="1">{level.format(letters)}</w:listDef>'
        '<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list><w:list w:ilfo="2"><w:ilst w:val="1"/></w:list></w:lists>'
    )
    styles = '<w:styles><w:style w:type="character" w:styleId="T1"><w:rPr><w:color w:val="ff0000"/></w:rPr></w:style>'
    told = (
        '<w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="{}"/></w:listPr></w:pPr>'
        "<w:r>{}<w:t>{}</w:t></w:r></w:p>"
    )
    red = '<w:rPr><w:rStyle w:val="T1"/></w:rPr>'
    body = told.format(1, "", "谁缴费") + told.format(2, "", "职工") + told.format(2, red, "单位")
    text = (
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
        f"{lists}{styles}</w:styles><w:body>{body}</w:body></w:wordDocument>"
    )
    deck = read(text.encode())
    assert [(item.label, item.question.prompt, item.question.choices) for item in deck.items] == [
        ("1", "谁缴费", ("职工", "单位"))
    ]
    assert [item.question.answer for item in deck.items] == [Choices((1,))]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]
