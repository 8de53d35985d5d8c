"""A small bank with every kind of question, for tests of the screens and for looking at them."""

from __future__ import annotations

from studyapp.model import (
    JUDGE_CHOICES,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Pairs,
    Question,
    Steps,
)

INSURANCE = Basis("中华人民共和国社会保险法", "主席令第三十五号", "第四十六条")

SINGLE = Question(
    kind=Kind.SINGLE,
    prompt="失业人员失业前用人单位和本人累计缴费满五年不足十年的，领取失业保险金的期限最长为（　　）。",
    choices=("十二个月", "十八个月", "二十四个月", "三十六个月"),
    answer=Choices((1,)),
    explanation="累计缴费满一年不足五年的，最长为十二个月；满五年不足十年的，最长为十八个月；十年以上的，最长为二十四个月。",
    subject="失业保险",
    basis=(INSURANCE,),
)

LONG = Question(
    kind=Kind.SINGLE,
    prompt=(
        "根据《中华人民共和国劳动合同法》，用人单位自用工之日起超过一个月不满一年未与劳动者订立书面劳动合同的，"
        "应当向劳动者每月支付（　　）倍的工资；对“用工之日”的理解，下列说法正确的是："
    ),
    choices=(
        "二倍；用工之日是指劳动者实际提供劳动的第一天，而不是订立书面劳动合同的那一天，也不是办理社会保险登记的那一天",
        "三倍；用工之日以劳动合同载明的日期为准，劳动者实际到岗的日期早于该日期的，以劳动合同载明的日期为准",
        "一倍；以用人单位办理 HR 系统入职登记（E-HR 2.0）之日为准，登记满30%以上的视为全部登记",
        "二倍；以①体检合格之日、②签收录用通知书之日、③Ⅲ类岗位培训结束之日中最晚的一天为准",
    ),
    answer=Choices((0,)),
    explanation=(
        "《劳动合同法》第七条规定：“用人单位自用工之日起即与劳动者建立劳动关系。用人单位应当建立职工名册备查。”"
        "第八十二条规定：“用人单位自用工之日起超过一个月不满一年未与劳动者订立书面劳动合同的，"
        "应当向劳动者每月支付二倍的工资。”用工之日是事实，看劳动者何时开始在用人单位的指挥、管理下提供劳动，"
        "不看合同何时签、社保何时缴；体检、培训是否算用工，要看期间是否受用人单位管理并由其支付报酬……"
    ),
    subject="劳动关系",
    basis=(
        Basis("中华人民共和国劳动合同法", "主席令第七十三号", "第七条"),
        Basis("中华人民共和国劳动合同法", "主席令第七十三号", "第八十二条"),
    ),
)

MULTIPLE = Question(
    kind=Kind.MULTIPLE,
    prompt="下列人员中，可以领取失业保险金的条件包括（　　）。",
    choices=(
        "失业前用人单位和本人已经缴纳失业保险费满一年",
        "非因本人意愿中断就业",
        "已经进行失业登记，并有求职要求",
        "户籍在参保地",
        "年满五十周岁",
    ),
    answer=Choices((0, 1, 2)),
    explanation="三个条件须同时具备，与户籍、年龄无关。",
    subject="失业保险",
    basis=(Basis("中华人民共和国社会保险法", "", "第四十五条"),),
)

JUDGE = Question(
    kind=Kind.JUDGE,
    prompt="职工应当参加工伤保险，由用人单位缴纳工伤保险费，职工不缴纳工伤保险费。",
    choices=JUDGE_CHOICES,
    answer=Choices((0,)),
    explanation="工伤保险费由用人单位缴纳。",
    subject="工伤保险",
    basis=(Basis("中华人民共和国社会保险法", "", "第三十三条"),),
)

BLANK = Question(
    kind=Kind.BLANK,
    prompt="劳动合同期限三个月以上不满一年的，试用期不得超过（　　）；三年以上固定期限的，试用期不得超过（　　）。",
    answer=Blanks((Blank(("一个月", "1个月")), Blank(("六个月", "6个月")))),
    explanation="试用期包含在劳动合同期限内。",
    subject="劳动关系",
    basis=(Basis("中华人民共和国劳动合同法", "", "第十九条"),),
)

CASE = Question(
    kind=Kind.CASE,
    prompt=(
        "2021年3月1日，张某入职甲公司任会计，双方口头约定月工资6000元，未签订书面劳动合同。同年8月1日，甲公司以"
        "张某“不能胜任工作”为由口头通知其离职，张某不服，向当地劳动人事争议仲裁委员会申请仲裁，请求支付未签书面"
        "劳动合同的二倍工资差额以及违法解除劳动合同的赔偿金。\n"
        "仲裁委查明：甲公司自4月起为张某缴纳职工基本养老保险费，缴费基数为3000元；张某的实发工资由基本工资、"
        "绩效工资和交通补贴三部分构成；甲公司未对张某进行过培训，也未调整过工作岗位；公司的考核办法没有经过民主程序，"
        "也没有向劳动者公示。庭审中，甲公司提交了一份由部门经理填写的考核表，张某对其真实性不予认可。"
    ),
)

CASE_PART = Question(
    kind=Kind.SINGLE,
    prompt="甲公司应当支付二倍工资差额的月数为（　　）。",
    choices=("3个月", "4个月", "5个月", "6个月"),
    answer=Choices((1,)),
    explanation="自用工满一个月的次日起算，即4月1日至7月31日，共4个月。",
    subject="劳动争议",
    basis=(Basis("中华人民共和国劳动合同法", "", "第八十二条"),),
)

SHORT = Question(
    kind=Kind.SHORT,
    prompt="简述工伤认定申请应当提交的材料。",
    answer=KeyPoints(
        (
            "工伤认定申请表",
            "与用人单位存在劳动关系（包括事实劳动关系）的证明材料",
            "医疗诊断证明或者职业病诊断证明书（或者职业病诊断鉴定书）",
        )
    ),
    subject="工伤保险",
    basis=(Basis("工伤保险条例", "国务院令第586号", "第十八条"),),
)

ORDER = Question(
    kind=Kind.ORDER,
    prompt="请将劳动争议的处理程序按先后排列。",
    choices=("仲裁", "诉讼", "协商", "调解"),
    answer=Steps((2, 3, 0, 1)),
    explanation="协商、调解不是必经程序，仲裁是诉讼的前置程序。",
    subject="劳动争议",
)

MATCH = Question(
    kind=Kind.MATCH,
    prompt="将险种与缴费主体配对。",
    choices=("工伤保险", "职工基本养老保险", "城乡居民养老保险", "个人、集体与政府", "用人单位", "用人单位和职工"),
    answer=Pairs(((0, 4), (1, 5), (2, 3))),
    subject="社会保险",
)

CARD = Question(
    kind=Kind.CARD,
    prompt="统筹账户",
    answer=Back("社会保险费中由单位缴纳、用于互助共济的部分。"),
    subject="社会保险",
)
