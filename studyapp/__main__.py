"""From argv to the module that does it. The only one who sees everybody; it imports nobody before it must."""

from __future__ import annotations

import gc
import io
import os
import sys
from importlib import import_module

from studyapp.version import __version__
from studyapp.words import _
from studyapp.world import PREFERENCES, PROFILES, World, default_home

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import Any

    from studyapp.cli.shell import Opening, Shell

COMMANDS = {
    "study": "studyapp.cli.study",
    "import": "studyapp.cli.importing",
    "questions": "studyapp.cli.questions",
    "search": "studyapp.cli.search",
    "show": "studyapp.cli.show",
    "decks": "studyapp.cli.decks",
    "status": "studyapp.cli.status",
    "stats": "studyapp.cli.stats",
    "report": "studyapp.cli.report",
    "titles": "studyapp.cli.titles",
    "export": "studyapp.cli.export",
    "replay": "studyapp.cli.replay",
    "doctor": "studyapp.cli.doctor",
    "backup": "studyapp.cli.backup",
    "restore": "studyapp.cli.restore",
    "plugins": "studyapp.cli.plugins",
    "profile": "studyapp.cli.profile",
    "activity": "studyapp.cli.activity",
    "exam": "studyapp.cli.exam",
    "wrong": "studyapp.cli.wrong",
    "remote": "studyapp.cli.remote",
    "sync": "studyapp.cli.sync",
    "board": "studyapp.cli.board",
}
"""Every command is one module with ``run(arguments, shell)``; plugins may bring others."""

_PLUGINS, _COMMANDS = "plugins.json", "plugins.commands"
"""The files in the home folder that remember what is installed, and which commands that brings."""

_APP = "studyapp.cli.app"
_GUARD = "studyapp.cli.guard"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the app as the operating system started it; return the exit status."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # the caller closed it, or the app was started without a console
            setattr(sys, name, io.StringIO())
        _make_tolerant(getattr(sys, name))
    given = list(sys.argv[1:] if arguments is None else arguments)
    return dispatch(given, os.environ, World)


def dispatch(arguments: list[str], environment: Mapping[str, str], make_world: Callable[[str], World]) -> int:
    """Read the options that come before the command, and run it.

    ``make_world`` is called with the home folder; tests hand in another world.
    """
    options, rest = _options(arguments)
    home = options.get("--home") or environment.get("STUDYAPP_HOME") or default_home()
    language = options.get("--lang") or environment.get("STUDYAPP_LANG") or _preferred(home)
    if language != "zh":
        import_module("studyapp.language").choose(language)
    if "?" in options:
        return _refuse(_("{option} 后面缺少内容；运行 studyapp --help 查看用法。").format(option=options["?"]))
    if language not in ("zh", "en"):
        return _refuse(_("没有语言 {language}；可用的有 zh、en。").format(language=language))
    if "--version" in options:
        print(f"studyapp {__version__}")
        return 0
    command = rest[0] if rest else ""
    if "--help" in options or command == "help":
        print(usage(home))
        return 0
    if command.startswith("-"):
        return _refuse(_("没有选项 {option}；运行 studyapp --help 查看用法。").format(option=command))
    module = COMMANDS.get(command, _APP) if command in ("", *COMMANDS) else _module_of(command, home)
    if not module:
        return _refuse(_("没有命令 {command}；运行 studyapp --help 查看全部命令。").format(command=command))
    world = make_world(home)
    refusal = _choose_profile(world, options.get("--profile", ""), command, environment.get("STUDYAPP_PIN", ""))
    if refusal:
        return _refuse(refusal)
    return _run(module, rest[1:], world)


def _module_of(command: str, home: str) -> str:
    """The module of a command that a plugin brings, empty where there is none."""
    cache = import_module("pathlib").Path(home, _PLUGINS)
    found = import_module("studyapp.plugins.manifest").command(cache, command)
    return "" if found is None else str(found.module)


def _commands_of_plugins(home: str) -> list[str]:
    """The commands that plugins were last known to bring; where nothing is remembered, what is installed is listed."""
    try:
        with open(os.path.join(home, _COMMANDS), encoding="utf-8") as file:
            found = file.read().split()
    except (OSError, ValueError):
        cache = import_module("pathlib").Path(home, _PLUGINS)
        found = import_module("studyapp.plugins.manifest").commands(cache)
    return [name for name in found if name not in COMMANDS]


def _choose_profile(world: World, wanted: str, command: str, pin: str) -> str:
    """Let the world be that of who learns; return a sentence where that cannot be. A PIN is asked for where one is."""
    if not wanted and not os.path.exists(os.path.join(world.home, PROFILES)):
        return ""
    profiles = import_module("studyapp.profiles").read(world.home)
    profile = profiles.named(wanted) if wanted else profiles.now
    if profile is None:
        return str(_("没有名为“{name}”的学员；运行 studyapp profile 查看，profile add 添加。").format(name=wanted))
    world.profile = profile.id
    if profile.pin and command != "profile":
        return str(import_module("studyapp.cli.pin").refusal(profile, pin))
    return ""


def _preferred(home: str) -> str:
    """The language that the learner chose in the app, else Chinese."""
    if not os.path.exists(os.path.join(home, PREFERENCES)):
        return "zh"
    return "en" if import_module("studyapp.preferences").read(home).language == "en" else "zh"


def _run(module: str, arguments: list[str], world: World) -> int:
    shell: Shell = _unswept("studyapp.cli.shell").Shell(
        world, screens=_screens, dialogue=_dialogue, prepare=_prepare, titles=_titles
    )
    try:
        found = _unswept(module)
        if not module.startswith("studyapp."):
            _speak_for(found)
        return int(found.run(arguments, shell))
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # nobody reads any more; what is still in the buffer goes nowhere, and quietly
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return int(import_module(_GUARD).explain(error, shell))


def _unswept(name: str) -> Any:
    """Import a module while the garbage collector rests: nothing of it is garbage, and all of it is old afterwards."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return import_module(name)
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _speak_for(module: object) -> None:
    """Know the words of a plugin's command in the language that is spoken."""
    catalogue = import_module("studyapp.plugins.catalogues").catalogue_of(module)
    import_module("studyapp.language").include([catalogue] if catalogue else [])


def _screens(world: World, opening: Opening) -> int:
    """Open the screens on the learner's desk."""
    gc.disable()  # sweeping up while the house is being furnished costs a tenth of the start; the desk enables it
    desk = import_module("studyapp.desk.quick").QuickDesk(world)
    try:
        if not desk.is_ready:
            import_module("studyapp.desk.furnishing").furnish(desk.full())
        practice = import_module("studyapp.cli.practising").chosen(desk, opening) if opening.mode else None
        app = import_module("studyapp.tui.app").StudyApp(
            desk,
            deck=opening.deck,
            limit=opening.limit,
            study=opening.study,
            exam=opening.exam,
            practice=practice,
        )
        return int(app.run() or 0)
    finally:
        desk.close()


def _dialogue(shell: Shell, opening: Opening) -> int:
    """Drill line by line."""
    with import_module("studyapp.cli.opening").desk_of(shell) as desk:
        if opening.mode:
            return int(import_module("studyapp.cli.practising").practise(desk, shell, opening))
        session = desk.open_session(opening.deck, opening.limit)
        today = desk.today() if opening.deck is None else None  # its figures are those of all decks
        import_module("studyapp.cli.dialogue").talk(session, shell, today, desk.picture_file)
    return 0


def _prepare(shell: Shell) -> None:
    """Make the store where there is none, with the bundled decks in it."""
    with import_module("studyapp.cli.opening").desk_of(shell):
        pass


def _titles(shell: Shell) -> list[dict[str, str]]:
    """The titles that the learner was given."""
    given: list[dict[str, str]] = import_module("studyapp.cli.titles").given(shell)
    return given


def usage(home: str) -> str:
    """What ``--help`` prints; it loads no command."""
    lines = {
        "study": _("开始今天的练习（--plain 为逐行问答，适合读屏软件）"),
        "import": _("导入题库文件"),
        "questions": _("列出题目"),
        "search": _("按字词查题目"),
        "show": _("显示一道题的全部内容"),
        "decks": _("列出题库"),
        "status": _("今天的进度"),
        "stats": _("学习统计：正确率、记忆、时间、难题"),
        "report": _("学习报告：一页网页，可以打印、张贴"),
        "titles": _("称号：得过哪些，还差多少；存成图片分享"),
        "export": _("导出题库（文件后缀决定格式）"),
        "replay": _("由答题记录重新推算，--check 只核对"),
        "doctor": _("检查数据文件，--repair 修复"),
        "backup": _("备份到一个文件"),
        "restore": _("把备份并入现有记录"),
        "plugins": _("列出插件"),
        "profile": _("这台电脑上的学员：添加、切换、PIN"),
        "exam": _("考试：周周练、月月比、对战、模拟考试（--plain 为逐行问答）"),
        "wrong": _("错题本：列出，或存成文件打印"),
        "remote": _("远程：单位的服务器、共享文件夹、U 盘"),
        "sync": _("同步：收题库，传答题记录"),
        "board": _("排行榜：个人和单位"),
        "activity": _("练兵活动的方案：查看、核对、采用、另存"),
        "hub": _("单位的服务器：启动、名单、登记码、榜单"),
    }
    head = _("用法：studyapp [--home 文件夹] [--profile 学员] [--lang zh|en] [命令]")
    tail = _("不带命令则打开应用；studyapp 命令 --help 查看该命令的选项。")
    rows = [f"  {name:<10} {lines[name]}" for name in COMMANDS]
    rows += [f"  {name:<10} {lines.get(name) or _('插件提供的命令')}" for name in _commands_of_plugins(home)]
    return "\n".join([head, "", *rows, "", tail])


def _options(arguments: list[str]) -> tuple[dict[str, str], list[str]]:
    """Split the options before the command from the rest; ``?`` holds one that lacks its value."""
    options: dict[str, str] = {}
    rest = list(arguments)
    while rest and rest[0].startswith("-"):
        name, equals, value = rest.pop(0).partition("=")
        if name in ("--version", "--help", "-h", "-V"):
            options["--help" if name in ("--help", "-h") else "--version"] = name
        elif name in ("--home", "--lang", "--profile"):
            value = value if equals or not rest else rest.pop(0)
            if not value:  # nothing, or a script's variable that was never set: not to be taken for the usual place
                options["?"] = name
                break
            options[name] = value
        else:
            rest.insert(0, name)
            break
    return options, rest


def _refuse(sentence: str) -> int:
    print(" ".join(sentence.splitlines()), file=sys.stderr)
    return 2


def _make_tolerant(stream: object) -> None:
    """Never fail on a character that the console's code page lacks; files and pipes are UTF-8."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        is_terminal = getattr(stream, "isatty", lambda: False)()
        reconfigure(errors="replace") if is_terminal else reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
