"""What the plugin offers, and what its writer says of questions that it cannot write."""

from __future__ import annotations

from studyapp import Choices, Deck, Item, Kind, Question, QuestionReader, QuestionWriter, Source, Where
from studyapp_text import plugin
from studyapp_text.reader import TextReader
from studyapp_text.writer import MarkdownWriter


def test_the_offers_keep_the_contract() -> None:
    (reader,) = plugin.question_readers({})
    (writer,) = plugin.question_writers({})
    assert isinstance(reader, QuestionReader)
    assert isinstance(writer, QuestionWriter)
    assert (reader.name, writer.name) == ("text", "markdown")
    assert ".md" in reader.suffixes and writer.suffixes == (".md",)


def question(choices: int, prompt: str = "谁缴费") -> Question:
    texts = tuple(f"单位{number}" for number in range(choices))
    return Question(kind=Kind.SINGLE, prompt=prompt, choices=texts, answer=Choices((choices - 1,)))


def write(*questions: Question) -> tuple[bytes, list[str]]:
    items = tuple(Item(one, position, Where("甲.xlsx", position + 2)) for position, one in enumerate(questions))
    data, flaws = MarkdownWriter().write(Deck("甲", items))
    return data, [f"{flaw.code} {flaw.where.line}" for flaw in flaws]


def test_as_many_choices_as_there_are_letters() -> None:
    data, flaws = write(question(26), question(2))
    assert flaws == []
    assert [len(item.question.choices) for item in TextReader().read(Source("甲.md", data)).items] == [26, 2]


def test_what_cannot_be_written_is_named() -> None:
    assert write(question(27), question(2))[1] == ["unwritable 2"]
    assert write(question(2), question(2, prompt=" 空格在外 "))[1] == ["unwritable 3"]
    assert write(question(2, prompt=""))[1] == ["unwritable 2"]


def test_an_empty_deck_can_be_written() -> None:
    assert write() == ("---\n名称: 甲\n---\n\n".encode(), [])


def test_what_is_written_reads_well() -> None:
    data, _ = write(question(2))
    assert data.decode() == "---\n名称: 甲\n---\n\n## 单选题\n\n1. 谁缴费\nA. 单位0\nB. 单位1\n答案：B\n\n"
