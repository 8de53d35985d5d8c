"""Miniature banks in Word, each whole and broken: what of a layout is only in Word, and no plain text shows."""

from __future__ import annotations

from tests.plugins.studyapp_text.word_files import docx, listed, lists, p, run, table

RED = '<w:color w:val="FF0000"/>'
NUMBERS = {"word/numbering.xml": lists(("decimal", "%1."), ("upperLetter", "%1."))}
QUESTION, OPTION = listed(1), listed(2)

NUMBERED = docx(
    p("一、单选题"),
    p("谁认定工伤（ ）", properties=QUESTION),
    p("法院", properties=OPTION),
    p("人社部门", properties=OPTION),
    p("答案：B"),
    p("二、判断题"),
    p("失业金没有期限。（×）", properties=QUESTION),
    parts=NUMBERS,
)
"""Numbers that Word counts: they are nowhere in the text."""

NUMBERED_BROKEN = docx(
    p("一、判断题"),
    p("失业金没有期限。（ ）", properties=QUESTION),
    p("工伤保险费由单位缴纳。（√）", properties=QUESTION),
    p("答案：对"),
    p("社保卡全国通用。（√）", properties=QUESTION),
    p("答案：错"),
    p("社保卡由谁发放", properties=QUESTION),
    p("答案：B"),
    p("养老金按月", properties=QUESTION),
    parts=NUMBERS,
)

TYPED = docx(
    p("1．谁认定工伤（ ）", properties=QUESTION),
    p("A．法院", properties=OPTION),
    p("B．人社部门", properties=OPTION),
    p("答案：B"),
    p("2．谁发放养老金（ ）", properties=QUESTION),
    p("A．经办机构", properties=OPTION),
    p("B．银行", properties=OPTION),
    p("答案：A"),
    parts=NUMBERS,
)
"""Numbers and letters that are typed, in paragraphs that Word would count as well."""

TYPED_BROKEN = docx(
    p("1．谁认定工伤（ ）", properties=QUESTION),
    p("A．法院", properties=OPTION),
    p("B．人社部门", properties=OPTION),
    p("2．谁发放养老金（ ）", properties=QUESTION),
    p("A．经办机构", properties=OPTION),
    p("C．银行", properties=OPTION),
    p("答案：D"),
    p("2．谁征收养老保险费（ ）", properties=QUESTION),
    p("答案：A"),
    p("3．", properties=QUESTION),
    p("A．甲", properties=OPTION),
    p("B．乙", properties=OPTION),
    p("答案：A"),
    p("4．社会保险包括（ ）", properties=QUESTION),
    p("A．养老保险", properties=OPTION),
    p("A．工伤保险", properties=OPTION),
    p("答案：A"),
    p("5．谁监督（ ）", properties=QUESTION),
    p("A．人", properties=OPTION),
    parts=NUMBERS,
)

BREAKS = docx(
    p("1．谁认定工伤（ ）\nA．法院\nB．人社部门\n答案：B"),
    p("2．社会保险包括（ ）\nA．养老保险  B．车辆保险\nC．工伤保险"),
    p("答案：AC\n解析：车辆保险是商业保险。"),
)
"""Questions whose lines are soft breaks within a paragraph."""

BREAKS_BROKEN = docx(
    p("1．谁认定工伤（ ）\nA．法院\nB．人社部门"),
    p("2．社会保险包括（ ）\nA．养老保险  C．工伤保险\n答案：AB"),
    p("3．谁发放养老金（ ）\n答案：A"),
    p("4．\nA．甲\nB．乙\n答案：A"),
    p("4．谁监察劳动用工（ ）\nA．人社部门\nB．法院\n答案：A"),
    p("6．谁办理失业登记（ ）\nA．就业服"),
)

COLOURED = docx(
    p("一、单选题"),
    p("1．谁认定工伤（ ）"),
    p("A．法院"),
    p(run("B．人社部门", RED)),
    p("2．谁发放养老金（ ）"),
    p(run("A．经办机构", RED), run("    B．银行")),
)
"""The key is the colour of the right option."""

COLOURED_BROKEN = docx(
    p("一、单选题"),
    p("1．谁认定工伤（ ）"),
    p("A．法院"),
    p("B．人社部门"),
    p("2．谁发放养老金（ ）"),
    p(run("A．经办机构", RED), run("    B．银行")),
    p("3．谁征收养老保险费（ ）"),
    p(run("A．税务机关", RED)),
    p(run("C．银行", RED)),
    p("3．"),
    p(run("A．甲", RED)),
    p("B．乙"),
    p(run("4．谁监督（ ）", RED)),
)

TABLED = docx(
    p("社会保险题库"),
    table(
        ("序号", "题型", "题干", "选项A", "选项B", "答案"),
        ("1", "单选题", "谁认定工伤", "法院", "人社部门", "B"),
        ("2", "判断题", "失业金没有期限。", "", "", "错误"),
    ),
)
"""A row of a table for each question."""

TABLED_BROKEN = docx(
    p("社会保险题库"),
    table(
        ("序号", "题型", "题干", "选项A", "选项B", "选项C", "答案"),
        ("1", "单选题", "谁认定工伤", "法院", "人社部门", "", ""),
        ("2", "单选题", "谁发放养老金", "经办机构", "银行", "", "D"),
        ("3", "单选题", "谁征收养老保险费", "", "", "", "A"),
        ("4", "单选题", "", "甲", "乙", "", "A"),
        ("4", "多选题", "社会保险包括", "养老保险", "", "工伤保险", "AC"),
        ("6", "判断题", "失业金没有期限。", "", "", "", "也许"),
        ("谁也不认得的一行",),
    ),
)

TEMPLATE = docx(
    p("1、工伤保险费由谁缴纳？"),
    p("A、用人单位"),
    p("B、职工"),
    p("答案：A"),
    p("解析：职工个人不缴费。"),
    p("章节：工伤保险"),
    p(),
    p("2、失业金没有期限。"),
    p("A、对"),
    p("B、错"),
    p("答案：B"),
    p("章节：失业保险"),
)
"""The Word template of 考试宝."""

TEMPLATE_BROKEN = docx(
    p("1、工伤保险费由谁缴纳？"),
    p("A、用人单位"),
    p("B、职工"),
    p("解析：职工个人不缴费。"),
    p("章节：工伤保险"),
    p(),
    p("2、社会保险包括哪些？"),
    p("A、养老保险"),
    p("C、失业保险"),
    p("答案：B"),
    p(),
    p("2、谁发放养老金？"),
    p("答案：A"),
    p(),
    p("3、"),
    p("A、甲"),
    p("B、乙"),
    p("答案：A"),
    p(),
    p("3、谁征收社会保险费？"),
    p("A、税务机关"),
    p("C、银行"),
    p("答案：A"),
    p(),
    p("5、谁监察劳"),
)

FORM = docx(
    p("分类：社会保险"),
    p("题型：单选题"),
    p("失业保险金由（ B ）发放。"),
    p("A. 税务机关 B. 经办机构 C. 街道"),
    p("难度系数：3"),
    p("题型：判断题"),
    p("工伤保险费由用人单位缴纳。（ √ ）"),
    p("难度系数：2"),
    p("题型：简答题"),
    p("简述失业登记的程序。"),
    p("【答】申请、受理、登记。"),
    p("难度系数：4"),
)
"""The Word template of the tax offices' platform."""

FORM_BROKEN = docx(
    p("分类：社会保险"),
    p("题型：单选题"),
    p("失业保险金由（  ）发放。"),
    p("A. 税务机关 B. 经办机构 C. 街道"),
    p("难度系数：3"),
    p("题型：多选题"),
    p("社会保险包括（ AE ）。"),
    p("A. 养老保险   C. 失业保险"),
    p("难度系数：2"),
    p("题型：单选题"),
    p("谁征收社会保险费（ A ）"),
    p("难度系数：很难"),
    p("题型：单选题"),
    p("A. 甲 B. 乙"),
    p("难度系数：3"),
    p("题型：简答题"),
    p("【答】申请、受理、登记。"),
    p("题型：判断题"),
    p("失业金没有期限。（ × ）"),
    p("难度系数：9"),
    p("题型：单选题"),
    p("养老金由（ A"),
)

GOOD = {
    "numbered.docx": NUMBERED,
    "typed-numbers.docx": TYPED,
    "soft-breaks.docx": BREAKS,
    "coloured.docx": COLOURED,
    "table.docx": TABLED,
    "kaoshibao.docx": TEMPLATE,
    "tax-form.docx": FORM,
}
BROKEN = {
    "numbered.docx": NUMBERED_BROKEN,
    "typed-numbers.docx": TYPED_BROKEN,
    "soft-breaks.docx": BREAKS_BROKEN,
    "coloured.docx": COLOURED_BROKEN,
    "table.docx": TABLED_BROKEN,
    "kaoshibao.docx": TEMPLATE_BROKEN,
    "tax-form.docx": FORM_BROKEN,
}
