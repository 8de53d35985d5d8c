"""Every key of every screen, declared once: bindings, key bar, help page and palette are made from these tables."""

from __future__ import annotations

from studyapp.tui.keys import Command
from studyapp.words import N_

ENTER = "Enter"

APP = (
    Command("quit", ("ctrl+q",), "Ctrl+Q", "", N_("退出。每答一题都已存盘，随时可以退出。")),
    Command("palette", ("ctrl+p",), "Ctrl+P", "", N_("找命令：输入字词，按 Enter 执行")),
    Command("theme", ("f9",), "F9", "", N_("换颜色：深色、浅色、高对比")),
    Command("how_to_quit", ("ctrl+c",), "Ctrl+C", "", N_("选中文字时复制，否则提示怎样退出")),
)

_HELP = Command("help", ("?", "f1"), "F1 ?", N_("帮助"), N_("本页所有按键的说明"))
_PAGE = Command("page", ("pageup", "pagedown"), "PgUp PgDn", "", N_("上翻、下翻一页"), each=True)
_SCROLL = Command("move", ("up k", "down j"), "↑↓ k j", "", N_("上下滚动"), each=True)

HOME = (
    Command("start", ("enter", "space"), ENTER, N_("开始"), N_("开始练习所选的题库（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选题库"), N_("选上一个、下一个题库"), each=True),
    _PAGE,
    Command("open('exams')", ("e", "f8"), "e F8", N_("考试"), N_("周周练、月月比、对战、模拟考试")),
    Command("open('practice')", ("p", "f2"), "p F2", N_("专项"), N_("错题本、收藏、背题、随机、按章节练")),
    Command("open('titles')", ("w", "f10"), "w F10", N_("称号"), N_("称号：得过哪些，还差多少；登记请假")),
    Command("open('points')", ("o", "ctrl+o"), "o Ctrl+O", N_("积分"), N_("积分明细：哪一天、为什么得了几分")),
    Command("open('statistics')", ("r", "f3"), "r F3", N_("统计"), N_("学习统计：正确率、记忆、时间、难题")),
    Command("open('profiles')", ("u", "ctrl+u"), "u Ctrl+U", N_("学员"), N_("这台电脑上的学员：切换、添加、PIN")),
    Command(
        "open('boards')", ("g", "ctrl+g"), "g Ctrl+G", N_("排行榜"), N_("排行榜：个人和单位，按日、周、月、整个活动")
    ),
    Command("open('remotes')", ("y", "ctrl+y"), "y Ctrl+Y", N_("同步"), N_("同步：单位的服务器、共享文件夹、U 盘")),
    Command("import_file", ("i", "f6"), "i F6", N_("导入"), N_("导入题库文件：先看读出了什么，再决定")),
    Command("browse", ("b", "f7"), "b F7", N_("查题"), N_("查看所选题库的题目，按字词、题型查找")),
    Command("settings", ("s", "f4"), "s F4", N_("设置"), N_("设置：颜色、语言、字宽、每天的题数")),
    Command("tour", ("t", "f5"), "t F5", "", N_("再看一遍使用介绍")),
    _HELP,
    Command("stay", ("escape", "q"), "Esc q", "", N_("不退出，只提示怎样退出")),
    Command("leave", ("ctrl+q",), "Ctrl+Q", N_("退出"), N_("退出。每答一题都已存盘，随时可以退出。")),
)

STUDY = (
    Command("submit", ("enter",), ENTER, N_("提交"), N_("提交答案；看过解析后，到下一题")),
    Command("press", ("space",), N_("空格"), "", N_("多选等题勾选光标所在的一项，其余与 Enter 相同")),
    Command(
        "choose",
        ("1 a", "2 b", "3 c", "4 d", "5 e", "6 f", "7 g", "8 h", "9 i"),
        "1–9 A–I",
        N_("选"),
        N_("选第几项：单选、判断按下即提交，多选为勾选或取消"),
        each=True,
    ),
    Command("judge", ("y √", "n ×"), "y n", "", N_("判断题：y 正确，n 错误（也可按 1、2）"), each=True),
    Command("picture", ("o", "ctrl+o"), "o Ctrl+O", N_("看图"), N_("用系统的看图程序打开本题的图片；有几张就逐张打开")),
    Command(
        "rate", ("1", "2", "3", "4"), "1–4", N_("改评分"), N_("答后改评分：1 忘了 2 吃力 3 记得 4 轻松"), each=True
    ),
    Command("move", ("up k", "down j"), "↑↓ k j", "", N_("光标上移、下移；答后上下滚动"), each=True),
    Command("pass", ("0", "f8"), "0 F8", N_("不知道"), N_("不知道：直接看答案，按答错计")),
    Command("hint", ("h", "f2"), "h F2", N_("提示"), N_("看提示：本题依据的条文；看过提示后答对，评为“吃力”")),
    Command("guess", ("g", "f7"), "g F7", "", N_("标明这次是蒙的；蒙对也评为“吃力”")),
    Command("undo", ("u", "ctrl+z"), "u Ctrl+Z", N_("撤销"), N_("撤销上一次作答，重新回答那道题")),
    Command("mark('flag')", ("f", "f3"), "f F3", "", N_("标记本题，以后再看；再按一次取消")),
    Command("mark('star')", ("*", "f4"), "* F4", "", N_("收藏本题；再按一次取消")),
    Command("mark('report')", ("x", "f6"), "x F6", "", N_("报错：题目或答案有误；再按一次取消")),
    Command("fold", ("e", "f5"), "e F5", "", N_("收起或展开解析")),
    Command(
        "page", ("pageup", "pagedown"), "PgUp PgDn", N_("材料"), N_("案例题翻看材料；其他题上翻、下翻一页"), each=True
    ),
    _HELP,
    Command("back", ("escape",), "Esc", N_("结束"), N_("结束这次练习，看小结；答过的都已存盘")),
)

SUMMARY = (
    Command("home", ("enter", "space", "escape"), ENTER, N_("回首页"), N_("回首页（空格、Esc 相同）")),
    Command("again", ("r", "f5"), "r F5", N_("接着练"), N_("接着练今天还没练的题")),
    _SCROLL,
    _PAGE,
    _HELP,
)

HELP = (
    Command("close", ("escape", "enter", "space", "?", "f1", "q"), "Esc", N_("关闭"), N_("关闭本页")),
    _SCROLL,
    _PAGE,
)

SETTINGS = (
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一项、下一项"), each=True),
    Command("change", ("left h", "right l"), "←→ h l", N_("改"), N_("改成前一个值、后一个值"), each=True),
    Command("next", ("enter", "space"), ENTER, N_("下一个值"), N_("改成下一个值（空格相同）；改后立即生效")),
    _PAGE,
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页；改过的都已保存")),
)

TOUR = (
    Command("forward", ("enter", "space"), ENTER, N_("下一页"), N_("下一页；最后一页之后回首页（空格相同）")),
    Command("choose", ("1", "2"), "1/2", N_("选"), N_("选本页列出的第几项"), each=True),
    Command("backward", ("left", "pageup", "backspace"), "←", N_("上一页"), N_("上一页")),
    _HELP,
    Command("home", ("escape",), "Esc", N_("跳过"), N_("跳过介绍，回首页；以后可在首页按 t 再看")),
)

PALETTE = (
    Command("run", ("enter",), ENTER, N_("执行"), N_("执行选中的命令")),
    Command("move", ("up", "down"), "↑↓", N_("选"), N_("选上一条、下一条命令"), each=True),
    Command("close", ("escape", "ctrl+p"), "Esc", N_("关闭"), N_("关闭，什么也不做")),
)

IMPORT = (
    Command("choose", ("enter",), ENTER, N_("选择"), N_("打开选中的文件夹，或预览选中、输入的文件")),
    Command("move", ("up", "down"), "↑↓", N_("选"), N_("选上一个、下一个文件"), each=True),
    _PAGE,
    Command("up", ("f3", "ctrl+up"), "F3", N_("上一级"), N_("到上一级文件夹")),
    Command("help", ("f1",), "F1", N_("帮助"), N_("本页所有按键的说明")),
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页，什么也不导入")),
)

KEY_FILE = (
    Command("choose", ("enter",), ENTER, N_("选择"), N_("打开选中的文件夹，或用选中、输入的文件作答案")),
    Command("move", ("up", "down"), "↑↓", N_("选"), N_("选上一个、下一个文件"), each=True),
    _PAGE,
    Command("up", ("f3", "ctrl+up"), "F3", N_("上一级"), N_("到上一级文件夹")),
    Command("none", ("f8",), "F8", N_("不用"), N_("不用答案文件，只读题库文件")),
    Command("help", ("f1",), "F1", N_("帮助"), N_("本页所有按键的说明")),
    Command("home", ("escape",), "Esc", N_("返回"), N_("回到预览，什么也不改")),
)

PREVIEW = (
    Command("submit", ("enter",), ENTER, N_("导入"), N_("导入；改题库名时，Enter 确认新名称")),
    _SCROLL,
    _PAGE,
    Command("rename", ("n", "f2"), "n F2", N_("改题库"), N_("改导入到哪个题库")),
    Command("columns", ("c", "f3"), "c F3", N_("改列"), N_("改表格的每一列是什么")),
    Command("key", ("a", "f4"), "a F4", N_("另配答案"), N_("答案另在一个文件里时，选那个文件")),
    Command("history", ("r", "f5"), "r F5", N_("接记录"), N_("把文件里的复习记录（如 Anki 的）也接过来，或不接")),
    Command("prune", ("d", "f8"), "d F8", N_("撤下"), N_("把文件里没有的题从题库中撤下，或予以保留")),
    _HELP,
    Command("back", ("escape",), "Esc", N_("返回"), N_("取消正在读的文件，或回到选文件，什么也不导入")),
)

COLUMNS = (
    Command("done", ("enter",), ENTER, N_("好了"), N_("回到预览；改过的列在导入时记住")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选列"), N_("选上一列、下一列"), each=True),
    Command("change", ("left h", "right l"), "←→ h l", N_("改"), N_("改这一列是什么；改后立即重读"), each=True),
    _PAGE,
    Command("reset", ("r", "f5"), "r F5", N_("还原"), N_("还原为程序自己认出的列")),
    _HELP,
    Command("back", ("escape",), "Esc", N_("返回"), N_("回到预览（Enter 相同）")),
)

IMPORTED = (
    Command("start", ("enter", "space"), ENTER, N_("开始练"), N_("开始练刚导入的题库（空格键相同）")),
    Command("undo", ("u", "ctrl+z"), "u Ctrl+Z", N_("撤销导入"), N_("撤销这次导入，题库恢复原样")),
    Command("rejects", ("r", "f8"), "r F8", N_("存出错的题"), N_("把没有读成题目的部分存成文件，改好后再导入")),
    Command("browse", ("b", "f7"), "b F7", N_("查题"), N_("查看刚导入的题库")),
    Command("more", ("i", "f6"), "i F6", N_("再导入"), N_("再导入一个文件")),
    _SCROLL,
    _PAGE,
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

BROWSE = (
    Command("choose", ("enter",), ENTER, N_("看题"), N_("看选中的题")),
    Command("move", ("up", "down"), "↑↓", N_("选"), N_("选上一题、下一题"), each=True),
    Command("page", ("pageup", "pagedown"), "PgUp PgDn", N_("翻页"), N_("上翻、下翻一页"), each=True),
    Command("ends", ("ctrl+home", "ctrl+end"), "Ctrl+Home Ctrl+End", "", N_("第一题、最后一题"), each=True),
    Command("deck", ("f3",), "F3", N_("题库"), N_("只看一个题库，或看全部题库")),
    Command("kind", ("f2",), "F2", N_("题型"), N_("只看一种题型，或看全部题型")),
    Command("help", ("f1",), "F1", N_("帮助"), N_("本页所有按键的说明")),
    Command("home", ("escape",), "Esc", N_("回首页"), N_("清空查找的字词；已经空了就回首页")),
)

QUESTION = (
    Command("next", ("enter", "space"), ENTER, N_("下一题"), N_("列表里的下一题（空格键相同）")),
    Command("step", ("left h", "right l"), "←→ h l", N_("邻题"), N_("列表里的上一题、下一题"), each=True),
    _SCROLL,
    _PAGE,
    Command("mark('flag')", ("f", "f3"), "f F3", N_("做标记"), N_("标记本题，以后再看；再按一次取消")),
    Command("mark('star')", ("*", "f4"), "* F4", N_("收藏"), N_("收藏本题；再按一次取消")),
    Command("mark('report')", ("x", "f6"), "x F6", N_("报错"), N_("报错：题目或答案有误；再按一次取消")),
    Command("picture", ("o", "ctrl+o"), "o Ctrl+O", N_("看图"), N_("用系统的看图程序打开本题的图片；有几张就逐张打开")),
    _HELP,
    Command("back", ("escape",), "Esc", N_("回列表"), N_("回到列表")),
)

PRACTICE = (
    Command("choose", ("enter", "space"), ENTER, N_("开始"), N_("开始选中的专项（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一项、下一项"), each=True),
    _PAGE,
    Command("deck", ("d", "f3"), "d F3", N_("题库"), N_("只练一个题库，或练全部题库")),
    Command("change", ("t", "f5"), "t F5", N_("设定"), N_("错题本：在几个不同的日子答对才移出；情景实战：限时几秒")),
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

PRACTICE_SUMMARY = (
    Command("back", ("enter", "space"), ENTER, N_("回专项"), N_("回到专项练习（空格键相同）")),
    Command("again", ("r", "f5"), "r F5", N_("再练"), N_("再练一次：随机的另抽，其他的从头来")),
    _SCROLL,
    _PAGE,
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

PRACTICE_READ = (*QUESTION[:-1], Command("back", ("escape",), "Esc", N_("回专项"), N_("回到专项练习")))

POINTS = (
    Command("choose", ("enter", "space"), ENTER, N_("细看"), N_("看选中的一天的作答，或选中的卷子（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一行、下一行"), each=True),
    _PAGE,
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

TITLES = (
    Command("choose", ("enter", "space"), ENTER, N_("分享图"), N_("把选中的称号存成一张图（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一次、下一次得到的称号"), each=True),
    _PAGE,
    Command("days", ("d", "f3"), "d F3", N_("看作答"), N_("看选中的称号来自哪些天，每天答了什么")),
    Command("leave", ("l", "f2"), "l F2", N_("请假"), N_("登记请假，或取消登记过的假；请假不断连续，也不影响称号")),
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

PROFILES = (
    Command("choose", ("enter", "space"), ENTER, N_("切换"), N_("切换到选中的学员（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一名、下一名学员"), each=True),
    _PAGE,
    Command("add", ("a", "f2"), "a F2", N_("添加"), N_("添加一名学员，并切换过去")),
    Command("change", ("c", "f3"), "c F3", N_("改资料"), N_("改选中的学员的姓名、单位")),
    Command("pin", ("p", "f4"), "p F4", N_("PIN 码"), N_("设置、更改或取消选中的学员的 PIN")),
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

BOARDS = (
    Command("fetch", ("enter",), ENTER, N_("刷新"), N_("再取一次最新的榜")),
    Command("period", ("1", "2", "3", "4"), "1–4", N_("时段"), N_("今天、本周、本月、整个活动"), each=True),
    Command("turn", ("space", "v", "f5"), N_("空格 v F5"), N_("个人/单位"), N_("个人，单位按参与率，单位按人均积分")),
    Command("step", ("left h", "right l"), "←→ h l", N_("前后期"), N_("前一期、后一期，如上个月的定稿"), each=True),
    Command("scope", ("d", "f3"), "d F3", N_("范围"), N_("看谁的榜：本单位、上级、条线、赛区")),
    Command("remote", ("m", "f2"), "m F2", N_("换远程"), N_("看另一个远程的榜")),
    _SCROLL,
    _PAGE,
    Command("remotes", ("y", "ctrl+y"), "y Ctrl+Y", N_("同步"), N_("同步：单位的服务器、共享文件夹、U 盘")),
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

REMOTES = (
    Command(
        "sync", ("enter", "space"), ENTER, N_("立即同步"), N_("立即与所有远程同步（空格键相同）；期间可以照常答题")
    ),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一个、下一个远程"), each=True),
    _PAGE,
    Command("add", ("a", "f2"), "a F2", N_("添加"), N_("添加一个远程：单位的服务器、共享文件夹或 U 盘")),
    Command("join", ("c", "f3"), "c F3", N_("登记"), N_("用单位发的登记码登记这台设备，并定榜上写不写姓名")),
    Command("remove", ("d", "f8"), "d F8", N_("移除"), N_("移除选中的远程；收到的题库和本机的记录都留下")),
    Command("boards", ("g", "ctrl+g"), "g Ctrl+G", N_("排行榜"), N_("看选中的远程的排行榜")),
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

FORM = (
    Command("submit", ("enter",), ENTER, N_("下一项"), N_("到下一项；最后一项之后完成")),
    Command("move", ("up", "down"), "↑↓", "", N_("上一项、下一项"), each=True),
    Command("help", ("f1",), "F1", N_("帮助"), N_("本页所有按键的说明")),
    Command("close", ("escape",), "Esc", N_("返回"), N_("返回，什么也不改")),
)

PICK = (
    Command("choose", ("enter", "space"), ENTER, N_("选定"), N_("选定光标所在的一行（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一行、下一行"), each=True),
    _PAGE,
    _HELP,
    Command("close", ("escape",), "Esc", N_("返回"), N_("返回，什么也不改")),
)

STATISTICS = (
    Command("choose", ("enter",), ENTER, N_("细看"), N_("总览看光标所在那天的作答，难题看选中的题")),
    Command("turn", ("1", "2", "3", "4", "5"), "1–5", N_("换页"), N_("总览、科目与题型、记忆、时间、难题"), each=True),
    Command("next", ("space",), N_("空格"), "", N_("下一页")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("移动"), N_("移动光标；没有光标的页上下滚动"), each=True),
    Command("side", ("left h", "right l"), "←→ h l", "", N_("总览为前一周、后一周；其他页为前一页、后一页"), each=True),
    Command("period", ("t", "f5"), "t F5", N_("日周月"), N_("时间按日、按周、按月看")),
    Command("export", ("e", "f8"), "e F8", N_("存网页"), N_("存成一页网页，可以打印、张贴")),
    _PAGE,
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

DAY = (
    Command("choose", ("enter", "space"), ENTER, N_("看题"), N_("看选中的题（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一题、下一题"), each=True),
    Command("side", ("left h", "right l"), "←→ h l", N_("前后天"), N_("前一个、后一个有作答的日子"), each=True),
    _PAGE,
    _HELP,
    Command("back", ("escape",), "Esc", N_("返回"), N_("回到刚才的页")),
)

EXAMS = (
    Command("choose", ("enter", "space"), ENTER, N_("开始"), N_("开始选中的考试，或接着答没交的卷（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一项、下一项"), each=True),
    _PAGE,
    Command("results", ("r", "f5"), "r F5", N_("成绩"), N_("选中的考试历次的成绩，可以逐题回看")),
    _HELP,
    Command("home", ("escape",), "Esc", N_("回首页"), N_("回首页")),
)

EXAM = (
    Command("submit", ("enter",), ENTER, N_("下一题"), N_("到下一题；最后一题之后看答题卡")),
    Command("press", ("space",), N_("空格"), "", N_("选光标所在的一项；没有光标时与 Enter 相同")),
    Command(
        "choose",
        ("1 a", "2 b", "3 c", "4 d", "5 e", "6 f", "7 g", "8 h", "9 i"),
        "1–9 A–I",
        N_("选"),
        N_("选第几项：单选、判断可改选，多选为勾选或取消；选了即存盘"),
        each=True,
    ),
    Command("judge", ("y √", "n ×"), "y n", "", N_("判断题：y 正确，n 错误（也可按 1、2）"), each=True),
    Command("step", ("left f6", "right f7"), "←→ F6 F7", N_("邻题"), N_("上一题、下一题"), each=True),
    Command("sheet", ("s", "f5"), "s F5", N_("答题卡"), N_("答题卡：看哪些没答，去任何一题")),
    Command("flag", ("m", "f3"), "m F3", N_("标记"), N_("标记本题，回头再看；再按一次取消")),
    Command("hand_in", ("t", "f4"), "t F4", N_("交卷"), N_("交卷：先告诉你还有几题没答")),
    Command("clear", ("0", "f8"), "0 F8", "", N_("清除本题的答案")),
    Command("picture", ("o", "ctrl+o"), "o Ctrl+O", N_("看图"), N_("用系统的看图程序打开本题的图片；有几张就逐张打开")),
    Command("move", ("up k", "down j"), "↑↓ k j", "", N_("光标上移、下移"), each=True),
    Command("page", ("pageup", "pagedown"), "PgUp PgDn", "", N_("案例题翻看材料；其他题上翻、下翻一页"), each=True),
    _HELP,
    Command("back", ("escape",), "Esc", N_("离开"), N_("离开：答案已存，计时暂停，回来接着答")),
)

EXAM_SHEET = (
    Command("choose", ("enter", "space"), ENTER, N_("前往"), N_("去光标所在的题（空格键相同）")),
    Command(
        "arrow",
        ("up k", "down j", "left h", "right l"),
        "↑↓←→ k j h l",
        N_("移动"),
        N_("移动光标：上一行、下一行、前一题、后一题"),
        each=True,
    ),
    Command("digit", tuple("0123456789"), "0–9", N_("题号"), N_("输入题号，光标就到那一题"), each=True),
    Command("open", ("o", "f5"), "o F5", N_("未答"), N_("到下一道没答的题")),
    Command("hand_in", ("t", "f4"), "t F4", N_("交卷"), N_("交卷：先告诉你还有几题没答")),
    _PAGE,
    _HELP,
    Command("close", ("escape",), "Esc", N_("返回"), N_("回到刚才的题")),
)

EXAM_HANDIN = (
    Command("choose", ("enter", "space"), ENTER, N_("选定"), N_("选定光标所在的一行（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一行、下一行"), each=True),
    _PAGE,
    _HELP,
    Command("close", ("escape",), "Esc", N_("继续答题"), N_("回到刚才的题，不交卷")),
)

EXAM_CODE = (
    Command("choose", ("enter",), ENTER, N_("开始"), N_("按这个对战码开始")),
    Command("help", ("f1",), "F1", N_("帮助"), N_("本页所有按键的说明")),
    Command("close", ("escape",), "Esc", N_("返回"), N_("返回，不对战")),
)

EXAM_RESULT = (
    Command("choose", ("enter", "space"), ENTER, N_("看题"), N_("看选中的题：你的答案、正确答案、解析（空格键相同）")),
    Command("move", ("up k", "down j"), "↑↓ k j", N_("选"), N_("选上一题、下一题"), each=True),
    Command("wrong", ("w", "f3"), "w F3", N_("只看错题"), N_("只看答错和未答的题，或看全部")),
    _PAGE,
    _HELP,
    Command("exams", ("escape",), "Esc", N_("返回"), N_("回到考试的列表")),
)

EXAM_REVIEW = (
    Command("next", ("enter", "space"), ENTER, N_("下一题"), N_("列表里的下一题（空格键相同）")),
    Command("step", ("left h", "right l"), "←→ h l", N_("邻题"), N_("列表里的上一题、下一题"), each=True),
    _SCROLL,
    _PAGE,
    Command("picture", ("o", "ctrl+o"), "o Ctrl+O", N_("看图"), N_("用系统的看图程序打开本题的图片；有几张就逐张打开")),
    _HELP,
    Command("back", ("escape",), "Esc", N_("回成绩"), N_("回到成绩")),
)

TABLES = {
    "app": APP,
    "home": HOME,
    "study": STUDY,
    "summary": SUMMARY,
    "help": HELP,
    "settings": SETTINGS,
    "tour": TOUR,
    "palette": PALETTE,
    "import": IMPORT,
    "key-file": KEY_FILE,
    "preview": PREVIEW,
    "columns": COLUMNS,
    "imported": IMPORTED,
    "browse": BROWSE,
    "question": QUESTION,
    "statistics": STATISTICS,
    "day": DAY,
    "exams": EXAMS,
    "exam": EXAM,
    "exam-sheet": EXAM_SHEET,
    "exam-handin": EXAM_HANDIN,
    "exam-code": EXAM_CODE,
    "exam-result": EXAM_RESULT,
    "exam-review": EXAM_REVIEW,
    "practice": PRACTICE,
    "practice-study": STUDY,
    "situation": STUDY,
    "practice-summary": PRACTICE_SUMMARY,
    "practice-read": PRACTICE_READ,
    "points": POINTS,
    "titles": TITLES,
    "profiles": PROFILES,
    "boards": BOARDS,
    "remotes": REMOTES,
    "form": FORM,
    "pick": PICK,
}
"""The commands of every screen by its name; those of ``app`` hold everywhere."""
