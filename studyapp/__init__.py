"""The front door for plugin authors: ``from studyapp import hookimpl, Deck, Question``.

Names are handed on when they are asked for (PEP 562), so that opening the door loads no room.
"""

from importlib import import_module as _import_module

from studyapp.version import __version__

TYPE_CHECKING = False  # importing typing for it would cost every start some milliseconds
if TYPE_CHECKING:
    from studyapp.activity.plain import activity_from_plain, activity_to_plain
    from studyapp.activity.reading import PlanRead, read_plan
    from studyapp.activity.results import results_of
    from studyapp.activity.standing import standing_of
    from studyapp.cli.parsing import Parser
    from studyapp.cli.shell import Refused, Shell
    from studyapp.desk.readers import read_deck
    from studyapp.envelope.contents import EntryRow, Unpacked, UnpackedRows, pack_entries, unpack_entries, unpack_rows
    from studyapp.envelope.frames import LARGEST_FRAME, SUFFIX, read_statements, write_statements
    from studyapp.envelope.heads import Unreadable
    from studyapp.envelope.layout import (
        LARGEST_BOARD,
        LARGEST_DROP,
        PLAN_FILE,
        Drop,
        Subfolder,
        board_name,
        drop_name,
        file_word,
        is_drop_of,
        is_reply_to,
        published_name,
        read_drop_name,
        reply_name,
    )
    from studyapp.envelope.locking import lock
    from studyapp.envelope.replies import Heard, Reply, lock_reply, open_reply, reply_content
    from studyapp.envelope.sealing import digest_of, seal, unseal
    from studyapp.envelope.signer import OwnDevice
    from studyapp.envelope.signing import is_signed
    from studyapp.envelope.wire import (
        board_from_plain,
        board_to_plain,
        message_from_plain,
        message_to_plain,
        pulled_from_plain,
        pulled_to_plain,
        receipt_from_plain,
        receipt_to_plain,
        scopes_from_plain,
        scopes_to_plain,
    )
    from studyapp.grading import record
    from studyapp.heavy import resting, second_process
    from studyapp.hookspecs import (
        BadAddress,
        Cancelled,
        Excerpt,
        NotABank,
        Progress,
        Pulling,
        Pushing,
        QuestionReader,
        QuestionWriter,
        Ranking,
        RemoteKind,
        Screen,
        Settings,
        Signer,
        Source,
        Unreachable,
        hookimpl,
    )
    from studyapp.identity import Identity, identify, is_intact, make_entry
    from studyapp.journal import TIMED, read_id, unite, untimely_of
    from studyapp.model import (
        JUDGE_CHOICES,
        Answer,
        Back,
        Basis,
        Blank,
        Blanks,
        Choices,
        Column,
        Deck,
        Entry,
        EntryKind,
        Flaw,
        History,
        Holds,
        Item,
        KeyPoints,
        Kind,
        Media,
        Message,
        PackedHistory,
        Pairs,
        Picked,
        Question,
        Reading,
        Severity,
        Steps,
        Validity,
        Where,
        pack_reviews,
        study_day,
        unpack_reviews,
    )
    from studyapp.model.activity import Activity, Award, Period, PointRules, Result, StudyDay, Task
    from studyapp.model.asked import asked_of
    from studyapp.model.plain import canonical, question_from_text, question_to_text
    from studyapp.model.remote import Board, File, Held, Place, Pulled, Receipt, Scope, UnitPlace, Verdict, Word
    from studyapp.model.reviews import ReviewColumns, review_columns
    from studyapp.model.statement import (
        BoardHead,
        DeviceHead,
        EntriesHead,
        ErasedHead,
        Head,
        HubHead,
        JoinHead,
        PersonHead,
        PublishedHead,
        ReceiptHead,
        ReleaseHead,
        RevokedHead,
        StampHead,
        Statement,
        UnitHead,
    )
    from studyapp.points import day_points, score
    from studyapp.scoring import (
        Facts,
        Judged,
        for_boards,
        is_burst,
        is_early,
        judge,
        learner_record,
        paper_marks,
        paper_points,
        points_by_day,
    )
    from studyapp.stick import Stick, is_foreign, name_as_text, stick_trouble
    from studyapp.words import say

__all__ = [
    "JUDGE_CHOICES",
    "LARGEST_BOARD",
    "LARGEST_DROP",
    "LARGEST_FRAME",
    "PLAN_FILE",
    "SUFFIX",
    "TIMED",
    "Activity",
    "Answer",
    "Award",
    "Back",
    "BadAddress",
    "Basis",
    "Blank",
    "Blanks",
    "Board",
    "BoardHead",
    "Cancelled",
    "Choices",
    "Column",
    "Deck",
    "DeviceHead",
    "Drop",
    "EntriesHead",
    "Entry",
    "EntryKind",
    "EntryRow",
    "ErasedHead",
    "Excerpt",
    "Facts",
    "File",
    "Flaw",
    "Head",
    "Heard",
    "Held",
    "History",
    "Holds",
    "HubHead",
    "Identity",
    "Item",
    "JoinHead",
    "Judged",
    "KeyPoints",
    "Kind",
    "Media",
    "Message",
    "NotABank",
    "OwnDevice",
    "PackedHistory",
    "Pairs",
    "Parser",
    "Period",
    "PersonHead",
    "Picked",
    "Place",
    "PlanRead",
    "PointRules",
    "Progress",
    "PublishedHead",
    "Pulled",
    "Pulling",
    "Pushing",
    "Question",
    "QuestionReader",
    "QuestionWriter",
    "Ranking",
    "Reading",
    "Receipt",
    "ReceiptHead",
    "Refused",
    "ReleaseHead",
    "RemoteKind",
    "Reply",
    "Result",
    "ReviewColumns",
    "RevokedHead",
    "Scope",
    "Screen",
    "Settings",
    "Severity",
    "Shell",
    "Signer",
    "Source",
    "StampHead",
    "Statement",
    "Steps",
    "Stick",
    "StudyDay",
    "Subfolder",
    "Task",
    "UnitHead",
    "UnitPlace",
    "Unpacked",
    "UnpackedRows",
    "Unreachable",
    "Unreadable",
    "Validity",
    "Verdict",
    "Where",
    "Word",
    "__version__",
    "activity_from_plain",
    "activity_to_plain",
    "asked_of",
    "board_from_plain",
    "board_name",
    "board_to_plain",
    "canonical",
    "day_points",
    "digest_of",
    "drop_name",
    "file_word",
    "for_boards",
    "hookimpl",
    "identify",
    "is_burst",
    "is_drop_of",
    "is_early",
    "is_foreign",
    "is_intact",
    "is_reply_to",
    "is_signed",
    "judge",
    "learner_record",
    "lock",
    "lock_reply",
    "make_entry",
    "message_from_plain",
    "message_to_plain",
    "name_as_text",
    "open_reply",
    "pack_entries",
    "pack_reviews",
    "paper_marks",
    "paper_points",
    "points_by_day",
    "published_name",
    "pulled_from_plain",
    "pulled_to_plain",
    "question_from_text",
    "question_to_text",
    "read_deck",
    "read_drop_name",
    "read_id",
    "read_plan",
    "read_statements",
    "receipt_from_plain",
    "receipt_to_plain",
    "record",
    "reply_content",
    "reply_name",
    "resting",
    "results_of",
    "review_columns",
    "say",
    "scopes_from_plain",
    "scopes_to_plain",
    "score",
    "seal",
    "second_process",
    "standing_of",
    "stick_trouble",
    "study_day",
    "unite",
    "unpack_entries",
    "unpack_reviews",
    "unpack_rows",
    "unseal",
    "untimely_of",
    "write_statements",
]

_ROOMS = {
    "studyapp.activity.plain": "activity_from_plain activity_to_plain",
    "studyapp.activity.reading": "PlanRead read_plan",
    "studyapp.activity.results": "results_of",
    "studyapp.cli.parsing": "Parser",
    "studyapp.cli.shell": "Refused Shell",
    "studyapp.desk.readers": "read_deck",
    "studyapp.activity.standing": "standing_of",
    "studyapp.envelope.contents": "EntryRow Unpacked UnpackedRows pack_entries unpack_entries unpack_rows",
    "studyapp.envelope.frames": "LARGEST_FRAME SUFFIX read_statements write_statements",
    "studyapp.envelope.heads": "Unreadable",
    "studyapp.envelope.locking": "lock",
    "studyapp.envelope.sealing": "digest_of seal unseal",
    "studyapp.envelope.signer": "OwnDevice",
    "studyapp.envelope.signing": "is_signed",
    "studyapp.envelope.layout": """
        LARGEST_BOARD LARGEST_DROP PLAN_FILE Drop Subfolder board_name drop_name file_word is_drop_of
        is_reply_to published_name read_drop_name reply_name
    """,
    "studyapp.envelope.replies": "Heard Reply lock_reply open_reply reply_content",
    "studyapp.envelope.wire": """
        board_from_plain board_to_plain message_from_plain message_to_plain pulled_from_plain pulled_to_plain
        receipt_from_plain receipt_to_plain scopes_from_plain scopes_to_plain
    """,
    "studyapp.grading": "record",
    "studyapp.heavy": "resting second_process",
    "studyapp.hookspecs": """
        BadAddress Cancelled Excerpt NotABank Progress Pulling Pushing QuestionReader QuestionWriter Ranking
        RemoteKind Screen Settings Signer Source Unreachable hookimpl
    """,
    "studyapp.identity": "Identity identify is_intact make_entry",
    "studyapp.scoring": """
        Facts Judged for_boards is_burst is_early judge learner_record paper_marks paper_points points_by_day
    """,
    "studyapp.journal": "TIMED read_id unite untimely_of",
    "studyapp.model": """
        Answer Back Basis Blank Blanks Choices Column Deck Entry EntryKind Flaw History Holds Item
        JUDGE_CHOICES KeyPoints Kind Media Message PackedHistory Pairs Picked Question Reading Severity Steps Validity
        Where pack_reviews study_day unpack_reviews
    """,
    "studyapp.model.activity": "Activity Award Period PointRules Result StudyDay Task",
    "studyapp.model.asked": "asked_of",
    "studyapp.model.plain": "canonical question_from_text question_to_text",
    "studyapp.model.remote": "Board File Held Place Pulled Receipt Scope UnitPlace Verdict Word",
    "studyapp.model.reviews": "ReviewColumns review_columns",
    "studyapp.model.statement": """
        BoardHead DeviceHead EntriesHead ErasedHead Head HubHead JoinHead PersonHead PublishedHead ReceiptHead
        ReleaseHead RevokedHead StampHead Statement UnitHead
    """,
    "studyapp.points": "day_points score",
    "studyapp.stick": "Stick is_foreign name_as_text stick_trouble",
    "studyapp.words": "say",
}
"""Where the names live."""


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names.split():
            return getattr(_import_module(room), name)
    raise AttributeError(f"module 'studyapp' has no attribute {name!r}")
