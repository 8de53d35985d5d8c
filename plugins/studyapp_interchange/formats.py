"""All formats of this plugin, our own JSON first. Names and suffixes stand here so that loading imports no engine."""

from __future__ import annotations

from studyapp import QuestionReader, QuestionWriter
from studyapp_interchange.light import LightExcerptingReader, LightWriter

READERS: tuple[QuestionReader, ...] = (
    LightExcerptingReader("json", (".json",), "json_reader:JsonReader"),
    LightExcerptingReader("json-foreign", (".json", ".js"), "foreign_json:ForeignJsonReader"),
    LightExcerptingReader("jsonl", (".jsonl", ".ndjson"), "foreign_json:JsonLinesReader"),
    LightExcerptingReader("gift", (".gift",), "gift_reader:GiftReader"),
    LightExcerptingReader("aiken", (".aiken",), "aiken_reader:AikenReader"),
    LightExcerptingReader("moodle", (".xml",), "moodle_reader:MoodleReader"),
    LightExcerptingReader("anki", (".apkg", ".colpkg"), "anki_reader:AnkiReader"),
    LightExcerptingReader("anki-text", (".txt", ".tsv", ".csv"), "anki_lines_reader:AnkiLinesReader"),
    LightExcerptingReader("hashcards", (".md",), "hashcards_reader:HashcardsReader"),
)
WRITERS: tuple[QuestionWriter, ...] = (
    LightWriter("json", (".json",), "json_writer:JsonWriter"),
    LightWriter("gift", (".gift",), "gift_writer:GiftWriter"),
    LightWriter("aiken", (".aiken",), "aiken_writer:AikenWriter"),
    LightWriter("moodle", (".xml",), "moodle_writer:MoodleWriter"),
    LightWriter("anki", (".apkg",), "anki_writer:AnkiWriter"),
    LightWriter("xlsx", (".xlsx",), "xlsx_writer:XlsxWriter"),
    LightWriter("docx", (".docx",), "docx_writer:DocxWriter"),
    LightWriter("hashcards", (".hashcards",), "hashcards_writer:HashcardsWriter"),
)
