"""Word documents (docx): what paragraphs and letters have from their styles, and which numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Choices, Deck, Source
from studyapp_text.docx import lines_of_docx
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.word_files import W, docx, p, run

RED = '<w:color w:val="FF0000"/>'
BOLD = "<w:b/>"


def style(name: str, *, based: str = "", letters: str = "", listed: str = "", kind: str = "paragraph") -> str:
    """One style: what it is based on, and what it says of letters and of lists."""
    numbers = f"<w:pPr><w:numPr>{listed}</w:numPr></w:pPr>" if listed else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="{kind}" w:styleId="{name}">{base}{numbers}<w:rPr>{letters}</w:rPr></w:style>'


def sheet(*styles: str, defaults: str = "") -> str:
    """``styles.xml``; ``defaults``: what it says of all letters."""
    told = f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault></w:docDefaults>"
    return f'<w:styles xmlns:w="{W}">{told}{"".join(styles)}</w:styles>'


def numbering(*levels: tuple[str, str, str], link: str = "") -> str:
    """``numbering.xml`` with one list; each level: its format, its text, and the style that it is tied to."""
    told = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{how}"/>'
        + (f'<w:pStyle w:val="{tied}"/>' if tied else "")
        + f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (how, text, tied) in enumerate(levels)
    )
    other = f'<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="{link}"/></w:abstractNum>' if link else ""
    uses = '<w:num w:numId="{0}"><w:abstractNumId w:val="{1}"/></w:num>'
    nums = uses.format(1, 7) + (uses.format(2, 8) if link else "")
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="7">{told}</w:abstractNum>{other}{nums}'
        "</w:numbering>"
    )


def styled(text: str, of_style: str = "", *, letters: str = "", by_hand: str = "") -> str:
    """A paragraph in a style, its letters in another, and what is said by hand."""
    named = f'<w:rStyle w:val="{letters}"/>' if letters else ""
    return p(run(text, named + by_hand), properties=f'<w:pStyle w:val="{of_style}"/>' if of_style else "")


def read(*body: str, styles: str, numbers: str = "") -> Deck:
    parts = {"word/styles.xml": styles, **({"word/numbering.xml": numbers} if numbers else {})}
    return TextReader().read(Source("题库.docx", docx(*body, parts=parts)))


def shown(*body: str, styles: str, numbers: str) -> list[str]:
    data = docx(*body, parts={"word/styles.xml": styles, "word/numbering.xml": numbers})
    return [text for _, text in lines_of_docx(Source("题库.docx", data)).rows]


def bank(one: str, other: str) -> tuple[str, ...]:
    """Two questions; the second option of the first and the first of the second are given."""
    return (p("1．谁缴费"), p("A．职工"), one, p("2．谁领取"), other, p("B．邻居"))


SHEET = sheet(
    style("Plain"),
    style("Right", letters=RED),
    style("Righter", based="Right"),
    style("Wrong", based="Right", letters='<w:color w:val="auto"/>'),
    style("Key", kind="character", letters=BOLD),
    style("KeyToo", kind="character", based="Key"),
    style("Lined", kind="character", letters='<w:u w:val="single"/>'),
    style("Unlined", kind="character", based="Lined", letters='<w:u w:val="none"/>'),
    style("Bright", kind="character", letters='<w:highlight w:val="yellow"/>'),
    style("Heavy", letters=BOLD),
    style("Loop", based="Loop2"),
    style("Loop2", based="Loop"),
)


@pytest.mark.parametrize(
    ("of_style", "letters", "by_hand"),
    [
        pytest.param("Right", "", "", id="a style of paragraphs"),
        pytest.param("Righter", "", "", id="one that is based on another"),
        pytest.param("", "Key", "", id="a style of letters"),
        pytest.param("Plain", "KeyToo", "", id="one of letters that is based on another"),
        pytest.param("", "Bright", "", id="what lies behind the letters"),
        pytest.param("", "Lined", "", id="underlined"),
        pytest.param("Loop", "Key", "", id="styles in a circle"),
        pytest.param("Heavy", "", "", id="bold as a paragraph"),
        pytest.param("Wrong", "", RED, id="by hand"),
    ],
)
def test_the_look_of_a_right_option_comes_from_its_style(of_style: str, letters: str, by_hand: str) -> None:
    told = [styled(text, of_style, letters=letters, by_hand=by_hand) for text in ("B．单位", "A．本人")]
    deck = read(*bank(*told), styles=SHEET)
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]


@pytest.mark.parametrize(
    ("of_style", "letters", "by_hand"),
    [
        pytest.param("Wrong", "", "", id="a style that takes back what it is based on"),
        pytest.param("", "Unlined", "", id="one of letters that does so"),
        pytest.param("Heavy", "Key", "", id="bold in both, which is neither"),
        pytest.param("", "Key", '<w:b w:val="0"/>', id="taken back by hand"),
        pytest.param("Right", "", '<w:color w:val="000000"/>', id="black by hand"),
        pytest.param("NoSuch", "NoSuch", "", id="styles that do not exist"),
    ],
)
def test_a_look_that_is_taken_back_is_none(of_style: str, letters: str, by_hand: str) -> None:
    """The option in question looks plain, so that another one, which is bold by hand, stands out."""
    told = [styled(text, of_style, letters=letters, by_hand=by_hand) for text in ("B．单位", "A．本人")]
    body = (p("1．谁缴费"), p(run("A．职工", BOLD)), told[0], p("2．谁领取"), told[1], p(run("B．邻居", BOLD)))
    deck = read(*body, styles=SHEET)
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,))]


def test_what_holds_for_all_letters_comes_first() -> None:
    styles = sheet(style("Black", letters='<w:color w:val="auto"/>'), defaults=RED)
    right = [p("B．单位"), p("A．本人")]
    body = bank(*right)
    plain = [styled("A．职工", "Black"), styled("B．邻居", "Black")]
    deck = read(body[0], plain[0], body[2], body[3], body[4], plain[1], styles=styles)
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]


def test_the_style_that_paragraphs_have_by_default() -> None:
    default = style("Normal", letters=RED).replace("<w:style ", '<w:style w:default="1" ')
    styles = sheet(default, style("Black", letters='<w:color w:val="auto"/>'))
    deck = read(
        p("1．谁缴费"),
        styled("A．职工", "Black"),
        p("B．单位"),
        p("2．谁领取"),
        p("A．本人"),
        styled("B．邻居", "Black"),
        styles=styles,
    )
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]


def test_the_look_of_a_link_says_nothing_of_its_option() -> None:
    link = style("Link", kind="character", letters='<w:color w:val="0563C1"/><w:u w:val="single"/>')
    link = link.replace("<w:rPr>", '<w:name w:val="Hyperlink"/><w:rPr>')
    body = (p("1．谁缴费"), p(run("A．职工", BOLD)), styled("B．单位", letters="Link"))
    deck = read(*body, styles=sheet(link))
    assert [item.question.answer for item in deck.items] == [Choices((0,))]


NUMBER, LEVEL = '<w:numId w:val="{}"/>', '<w:ilvl w:val="{}"/>'
LEVELS = (("decimal", "%1、", "Stem"), ("upperLetter", "%2．", "Option"))
ASKED = ("谁缴费", "职工", "单位", "谁领取", "本人")
TOLD = ["1、谁缴费", "A．职工", "B．单位", "2、谁领取", "A．本人"]


def in_styles(stem: str, option: str) -> tuple[str, ...]:
    return tuple(styled(text, stem if text.startswith("谁") else option) for text in ASKED)


@pytest.mark.parametrize(
    "styles",
    [
        pytest.param(
            (style("Stem", listed=NUMBER.format(1)), style("Option", listed=NUMBER.format(1))),
            id="the list tells the level",
        ),
        pytest.param(
            (style("Stem", listed=NUMBER.format(1)), style("Option", based="Stem", listed=LEVEL.format(1))),
            id="the style tells its level only",
        ),
        pytest.param(
            (style("Stem", listed=LEVEL.format(5) + NUMBER.format(1)), style("Option", listed=NUMBER.format(1))),
            id="the list has the last word",
        ),
    ],
)
def test_levels_of_lists_that_are_tied_to_styles(styles: tuple[str, ...]) -> None:
    told = shown(*in_styles("Stem", "Option"), styles=sheet(*styles), numbers=numbering(*LEVELS))
    assert told == TOLD


def test_a_style_counts_as_the_one_that_it_is_based_on() -> None:
    styles = sheet(
        style("Stem", listed=NUMBER.format(1)),
        style("Option", listed=NUMBER.format(1)),
        style("Right", based="Option", letters=RED),
    )
    assert shown(*in_styles("Stem", "Right"), styles=styles, numbers=numbering(*LEVELS)) == TOLD


def test_a_list_may_be_kept_in_a_style_of_its_own() -> None:
    kept = style("Kept", kind="numbering", listed=NUMBER.format(1))
    styles = sheet(kept, style("A", listed=NUMBER.format(2)), style("B", listed=LEVEL.format(1) + NUMBER.format(2)))
    bare = [(how, text, "") for how, text, _ in LEVELS]
    assert shown(*in_styles("A", "B"), styles=styles, numbers=numbering(*bare, link="Kept")) == TOLD


def test_what_paragraphs_say_of_lists_by_hand() -> None:
    def by_hand(text: str, told: str) -> str:
        return p(text, properties=f'<w:pStyle w:val="Stem"/><w:numPr>{told}</w:numPr>')

    body = (
        styled("谁缴费", "Stem"),
        by_hand("职工", LEVEL.format(1)),
        by_hand("单位", LEVEL.format(1) + NUMBER.format(1)),
        by_hand("以下为第二部分", NUMBER.format(0)),
        by_hand("谁领取", NUMBER.format(1)),
    )
    styles = sheet(style("Stem", listed=NUMBER.format(1)))
    told = shown(*body, styles=styles, numbers=numbering(*LEVELS))
    assert told == ["1、谁缴费", "A．职工", "B．单位", "以下为第二部分", "2、谁领取"]


def test_a_style_may_take_its_paragraphs_out_of_the_list() -> None:
    styles = sheet(style("Stem", listed=NUMBER.format(1)), style("Free", based="Stem", listed=NUMBER.format(0)))
    told = shown(styled("谁缴费", "Stem"), styled("说明", "Free"), styles=styles, numbers=numbering(*LEVELS))
    assert told == ["1、谁缴费", "说明"]


NAMES = st.sampled_from(["a", "b", "c", ""])


@given(st.lists(st.tuples(NAMES, NAMES, st.sampled_from([RED, BOLD, ""])), max_size=6), NAMES, NAMES)
def test_no_sheet_of_styles_changes_the_text(styles: list[tuple[str, str, str]], of_style: str, letters: str) -> None:
    told = sheet(*(style(name, based=based, letters=look, kind="x" * (not name)) for name, based, look in styles))
    lines = shown(styled("谁缴费", of_style, letters=letters), styles=told, numbers=numbering(*LEVELS))
    assert lines == ["谁缴费"]
