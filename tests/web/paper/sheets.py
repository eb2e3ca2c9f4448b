"""Sheets as the site would fill them: Fenghuang Village hardens 1.2 km of road with 180,000 yuan of its collective."""

from yuanba.web.paper.sheet import Column, Fingerprint, Period, Sheet, Signature, Step, Table

DEMO = "演示数据，人物均为虚构，并非官方文件"
DEMO_EN = "Demonstration: invented persons, not an official document"
PLACE = "四川省绵阳市三台县 · 潼川镇 · 凤凰村"
PLACE_EN = "Fenghuang Village · Tongchuan Town · Santai County, Sichuan"
NUMBER = "510722100209-2026-000017"
URL = f"http://127.0.0.1:8000/m/{NUMBER}/"
LEAF = "9f2c4be1a07d35518c66fe0b2d94a7713ce8f0a1b5d2946e7780c3fa19be52d4"
COLUMNS = (
    Column(title="序号", align="center"),
    Column(title="项目", width=3),
    Column(title="规格与数量", width=3),
    Column(title="单价（元）", align="right"),
    Column(title="金额（元）", align="right"),
)
ROWS = (
    ("1", "路基整平与碾压", "1.2 公里 × 3.5 米", "4.50", "18,900.00"),
    ("2", "C25 混凝土路面", "1.2 公里 × 3.5 米 × 0.18 米", "156.00", "117,936.00"),
    ("3", "涵管安装", "直径 40 厘米，12 米", "210.00", "2,520.00"),
    ("4", "路肩培土", "2.4 公里", "6.80", "16,320.00"),
    ("5", "错车道（李家湾、石桥坝、凤凰寺三处）", "每处 24 平方米", "158.00", "11,376.00"),
    ("6", "养护与切缝", "1.2 公里", "5.20", "6,240.00"),
    ("7", "质量检测", "抽芯 6 处", "618.00", "3,708.00"),
    ("8", "安全警示牌", "6 块", "500.00", "3,000.00"),
)
ITEMS = Table(columns=COLUMNS, rows=ROWS, total=("", "合计", "", "", "180,000.00"), caption="支出明细（逐项逐笔）")

NOTICE = Sheet(
    kind="notice",
    place=PLACE,
    number=NUMBER,
    title="关于凤凰村村道硬化工程实施结果的公告",
    subtitle="（资金来源：村集体经济组织拨付 18 万元）",
    paragraphs=("李家湾至石桥坝村道硬化工程于2026年11月28日完工，全长1.2公里。现将收支逐项逐笔公布如下，请村民监督。",),
    facts=(("工程名称", "李家湾至石桥坝村道硬化（1.2 公里）"), ("资金来源", "凤凰村股份经济合作联合社，18 万元")),
    table=ITEMS,
    steps=(
        Step(name="决议", body="成员大会", on="10月2日", state="done"),
        Step(name="结果公开", body="村民委员会", on="12月1日", state="current"),
        Step(name="监督", body="村务监督委员会"),
    ),
    period=Period(since="2026年12月1日", until="2026年12月15日", text="公布期内，村民可以查询，可以提出异议。"),
    issuer="三台县潼川镇凤凰村村民委员会",
    issued_on="2026年12月1日",
    seal_area=True,
    telephone="0816-5220000",
    url=URL,
    fingerprint=Fingerprint(leaf=LEAF, how="打开公开页面，点“核对账本”。"),
    law=("《中华人民共和国村民委员会组织法》第三十一条",),
    demo=DEMO,
    printed_on="2026年12月1日",
)
RECORD = Sheet(
    kind="record",
    language="en",
    place=PLACE_EN,
    number=NUMBER,
    title="Record of a step: Resolve",
    facts=(
        ("Acting body", "Members’ assembly of the collective"),
        ("Outcome", "Passed: 228 for, 9 against, 4 abstained"),
    ),
    materials=("Notice of the meeting", "Sign-in sheets (8 scanned pages, restricted)", f"Count sheet, SHA-256 {LEAF}"),
    signature_lines=(Signature(label="Presiding"), Signature(label="Recorder"), Signature(label="Recorder")),
    issuer="Collective of Fenghuang Village",
    seal_area=True,
    url=URL,
    fingerprint=Fingerprint(leaf=LEAF, how="Run yuanba verify."),
    demo=DEMO_EN,
)
OBJECTION = Sheet(
    kind="form",
    place=PLACE,
    number=NUMBER,
    title="异议书",
    subtitle="对《关于凤凰村村道硬化工程实施结果的公告》",
    paragraphs=("填好后交村民委员会或者便民服务点，当场领取回执。姓名与电话只用于答复，不公开。",),
    facts=(("姓名", ""), ("住址（组、院落）", ""), ("电话", ""), ("有异议的事项", "村道硬化实施结果")),
    ticks=(("", ("本人是本村登记的村民或者集体经济组织成员", "请求当面答复", "请求书面答复")),),
    writing=(("异议的内容和理由", 6),),
    signature_lines=(Signature(label="异议人签名"), Signature(label="收件人签名")),
    agent=(Signature(label="代书人签名"), Signature(label="见证人签名")),
    agent_note="本人不便书写的，可以请他人代书；代书人念给本人听，本人签名或者按指印。",
    telephone="0816-5220000",
    url=URL,
    demo=DEMO,
)
PETITION = Sheet(
    kind="form",
    place=PLACE,
    title="召集村民会议联名书",
    paragraphs=("我们是凤凰村的村民，提请村民委员会召集村民会议，讨论下列事项：",),
    facts=(("提议的事项", "李家湾至石桥坝村道硬化（1.2 公里）"),),
    table=Table(
        columns=tuple(Column(title=title, width=2) for title in ("序号", "姓名", "组、户", "签名（指印）")),
        blank_rows=14,
        numbered=True,
    ),
    signature_lines=(Signature(label="联系人"), Signature(label="收件人")),
    url=URL,
    demo=DEMO,
)
BALLOT_SHEET = Sheet(
    kind="ballot-sheet",
    place=PLACE,
    number=NUMBER,
    title="村民代表会议签到与计票单",
    facts=(("会议时间", "2026年10月2日 09:30"), ("实到", "")),
    table=Table(
        columns=tuple(Column(title=title, width=2) for title in ("序号", "姓名", "组、户", "签到")),
        rows=tuple((str(n), f"代表{n}", f"{n % 9 + 1} 组", "") for n in range(1, 46)),
    ),
    tally=(("赞成", "31"), ("反对", ""), ("弃权", ""), ("无效票", "")),
    signature_lines=(Signature(label="记录人一"), Signature(label="记录人二")),
    demo=DEMO,
)
ALL = {"notice": NOTICE, "record": RECORD, "objection": OBJECTION, "petition": PETITION, "ballot": BALLOT_SHEET}
