"""All formats of this plugin, our own JSON first."""

from __future__ import annotations

from studyapp import QuestionReader, QuestionWriter
from studyapp_interchange.aiken_reader import AikenReader
from studyapp_interchange.aiken_writer import AikenWriter
from studyapp_interchange.anki_reader import AnkiReader
from studyapp_interchange.anki_writer import AnkiWriter
from studyapp_interchange.foreign_json import ForeignJsonReader, JsonLinesReader
from studyapp_interchange.gift_reader import GiftReader
from studyapp_interchange.gift_writer import GiftWriter
from studyapp_interchange.hashcards_reader import HashcardsReader
from studyapp_interchange.hashcards_writer import HashcardsWriter
from studyapp_interchange.json_reader import JsonReader
from studyapp_interchange.json_writer import JsonWriter
from studyapp_interchange.moodle_reader import MoodleReader
from studyapp_interchange.moodle_writer import MoodleWriter

READERS: tuple[QuestionReader, ...] = (
    JsonReader(),
    ForeignJsonReader(),
    JsonLinesReader(),
    GiftReader(),
    AikenReader(),
    MoodleReader(),
    AnkiReader(),
    HashcardsReader(),
)
WRITERS: tuple[QuestionWriter, ...] = (
    JsonWriter(),
    GiftWriter(),
    AikenWriter(),
    MoodleWriter(),
    AnkiWriter(),
    HashcardsWriter(),
)
