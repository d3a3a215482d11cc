"""The traps of real reports: words that look like a mistake and are none, each beside one that is."""

from __future__ import annotations

import pytest

from linter.read import read_text
from linter.resources import read_shipped
from linter.result import FileResult
from linter.run import Settings, check_document

REQUESTS = "全年新收政府信息公开申请14件，上年结转1件，办结14件，结转下年度1件。"
MANAGEMENT = "对失效文件及时清理。"
PROBLEM = "一是惠农补贴信息更新偏慢，村级公示与网站公示不同步；"
FEE = "已全部上缴国库。"
BREAKDOWN = "其中工作动态88条、财政信息20条、惠民政策18条。"
ASPECT = "（三）政府信息管理情况。修订信息发布审核办法，公开前逐件做保密审查，对失效文件及时清理。"


def checked(edits: dict[str, str], name: str = "2021.txt") -> FileResult:
    """What is said of the good report with words replaced."""
    text = read_shipped("rules", "examples", name)
    for old, new in edits.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return check_document(read_text(text, name), Settings())


def codes(edits: dict[str, str], name: str = "2021.txt") -> set[str]:
    """Codes of the broken findings at warning or above."""
    return {each.rule for each in checked(edits, name).findings if each.outcome == "broken" and each.level != "info"}


def after(anchor: str, words: str) -> dict[str, str]:
    """An edit that puts words behind others."""
    return {anchor: anchor + words}


INNOCENT = {
    # 件 and 项 of one thing
    "件和项是两回事": {REQUESTS: "全年新收政府信息公开申请14件，涉及信息公开事项53项，上年结转1件，办结14件，结转下年度1件。"},
    "先说项，后说件": {REQUESTS: "全年新收政府信息公开申请53项，共14件。上年结转1件，办结14件，结转下年度1件。"},
    # after a 清理, what is in force is not the sum of last year's and this year's
    "清理后现行有效": after(MANAGEMENT, "经规范性文件专项清理，全县现行有效行政规范性文件83件。"),
    "清理中废止": after(MANAGEMENT, "配合县里清理行政规范性文件，宣布失效和废止12件。"),
    # 一步完善 inside 进一步完善
    "进一步完善": after(MANAGEMENT, "进一步完善制度，需要进一步加强培训，更进一步规范流程。"),
    "第一步、下一步": after(MANAGEMENT, "第一步完善目录，第二步加强审核，分两步提高质量。"),
    # other years that are none of this year's work
    "书名号里的年份": after(MANAGEMENT, "对照《2022年政务公开工作要点》公开财政信息，落实《2024年惠民实事清单》。"),
    "文号里的年份": after(MANAGEMENT, "按照青政办〔2022〕15号文件公开办事指南。"),
    "上年决算和下年预算": after(MANAGEMENT, "2022年度部门决算和2024年度部门预算按时公开。"),
    "与上年相比": after(MANAGEMENT, "较2022年增加12条，比2022年增长10%。"),
    "五年规划": after(MANAGEMENT, "公开“十四五”规划和2021—2025年村庄规划实施情况。"),
    "以来": after(MANAGEMENT, "自2019年条例修订施行以来，公开制度不断健全。"),
    "下年的打算写在第五部分": {PROBLEM: "一是惠农补贴信息更新偏慢，2024年将按月公示；"},
    # lists closed by 等, overlapping channels, parts of parts
    "以等结尾": {BREAKDOWN: "其中工作动态80条、财政信息20条等。"},
    "以等方面结尾": {BREAKDOWN: "其中工作动态80条、财政信息20条等方面信息。"},
    "渠道重叠": {BREAKDOWN: "其中门户网站126条、微信公众号110条、公开栏90条。"},
    "分项里的分项": {"其中工作动态88条、": "其中工作动态88条（其中图文50条、视频38条）、"},
    "其中说的不是较上年": {BREAKDOWN: "较上年增加26条。其中工作动态88条、财政信息20条、惠民政策18条。"},
    "分号后面是另一件事": {BREAKDOWN: "其中工作动态88条，财政信息20条，惠民政策18条；发布公告40条，开展培训3次。"},
    "后面接着说办结": {REQUESTS: "全年收到政府信息公开申请14件，其中信函申请10件，网络申请4件，已按时办结14件，1件结转下年度。"},
    "部分被采用": {BREAKDOWN: "其中工作动态88条、财政信息20条、惠民政策18条，被县级媒体采用12条。"},
    # “10件” is not “0件”
    "10件不是0件": {
        REQUESTS: "全年新收政府信息公开申请14件，其中收到网络申请10件、信函申请4件；上年结转1件，办结14件，结转下年度1件。"
    },
    "20条不是0条": after(MANAGEMENT, "受理咨询20件、投诉10件，均已答复。"),
    # rows of table 三 are no headings
    "保留四位小数": {"本年收费金额（单位：万元）": "本年收费金额（单位：万元，保留4位小数）"},
    # 政府 and its 办公室
    "办公室受理": {REQUESTS: f"镇党政办公室负责受理。{REQUESTS}"},
    "新制定与重新公布": after(MANAGEMENT, "行政规范性文件修改1件，新制定1件，重新公布2件。"),
    "问题和改进在一段里": {
        PROBLEM: "一是补贴信息更新偏慢。下一步，我镇将按月公示；",
        "（二）改进情况。一是建立补贴信息月度更新表，村镇同步公示；二是下一步每季度组织一次答复文书培训，由司法所逐件审核。": "",
    },
    "三审三校也是信息管理": {ASPECT: "（三）管理情况。严格执行三审三校制度。"},
    "表的名称里的某某": after(MANAGEMENT, "申请人可以下载《××镇政府信息公开申请表》。"),
    # what looks doubled
    "叠字": after(
        MANAGEMENT, "人人参与、家家户户知晓，稳稳推进，认真学习习近平法治思想，维护部门门户网站，转变工作作风，实现现代化。"
    ),
    "主任任组长": after(MANAGEMENT, "成立领导小组，办公室主任任组长，财政政策公开开展有序，执行行政处罚公示。"),
    "我们": after(MANAGEMENT, "我们还邀请县局、市局和省委办公厅的同志指导。"),
    # numbers and addresses
    "网址和小数": after(FEE, "详见http://www.example.gov.cn/zwgk/2023.html，邮箱zwgk@example.gov.cn，3.5万字。"),
    "办公电话": after(FEE, "联系电话：0398-1234567，邮编：472200，传真010-12345678。"),
    # 复议 that has nothing to do with 信息公开
    "别的复议": after(MANAGEMENT, "司法所协助办理土地行政复议案件6件、行政诉讼2件。"),
    "信访不是申请": after(MANAGEMENT, "收到群众信访23件，办结23件。"),
    "救助申请": after(MANAGEMENT, "受理低保申请38件，办结36件。"),
}


@pytest.mark.parametrize("name", INNOCENT)
def test_innocent_words_are_left_alone(name: str) -> None:
    assert codes(INNOCENT[name]) == set()


GUILTY = {
    "件数不符": ({REQUESTS: REQUESTS.replace("14件，上年", "24件，上年")}, {"X501"}),
    "说没有而表里有": ({REQUESTS: "2023年，我镇没有收到任何公民、法人或其他组织提出的政府信息公开申请。"}, {"X501"}),
    "零件": ({REQUESTS: "全年收到政府信息公开申请0件。"}, {"X501"}),
    "零报告": ({REQUESTS: "全年政府信息公开申请为零报告。"}, {"X501"}),
    "全角数字": ({REQUESTS: REQUESTS.replace("14件，上年", "１６件，上年")}, {"X501"}),
    "中文数字": ({REQUESTS: REQUESTS.replace("14件，上年", "四十件，上年")}, {"X501"}),
    "千位分隔": ({REQUESTS: REQUESTS.replace("14件，上年", "1,014件，上年")}, {"X501"}),
    "先数后名": ({REQUESTS: "全年共收到31宗政府信息公开申请。"}, {"X501"}),
    "结转不符": ({REQUESTS: REQUESTS.replace("结转下年度1件", "结转下年度4件")}, {"X502"}),
    "没有复议诉讼": (after(MANAGEMENT, "本年度没有因政府信息公开引发的行政复议和行政诉讼。"), {"X503"}),
    "没有诉讼，表里只有复议后起诉": (after(MANAGEMENT, "全年没有因政府信息公开引起的行政诉讼。"), {"X503"}),
    "括号不妨碍": ({REQUESTS: "全年收到政府信息公开申请44件（其中网上42件、信函2件）。"}, {"X501"}),
    "无依申请公开的情况": ({REQUESTS: "全年无依申请公开的情况。"}, {"X501"}),
    "答复件数": ({REQUESTS: "全年答复政府信息公开申请98件。"}, {"X502"}),
    "均为0": (after(MANAGEMENT, "政府信息公开行政复议、行政诉讼均为0件。"), {"X503"}),
    "分项不等于总数": ({"其中工作动态88条、": "其中工作动态98条、"}, {"X506"}),
    "需要一步完善": (after(MANAGEMENT, "工作制度需要一步完善。"), {"H705"}),
    "上年的工作": ({"2023年，我镇通过": "2022年，我镇通过"}, {"H701"}),
    "叠字": (after(MANAGEMENT, "完善青禾镇镇网站栏目。"), {"H704"}),
    "不存在的条例": (after(MANAGEMENT, "认真学习《政府信息管理条例》。"), {"L602"}),
    "旧格式": (after(MANAGEMENT, "按照国办公开办函〔2019〕60号要求编写。"), {"L601"}),
}


@pytest.mark.parametrize("name", GUILTY)
def test_the_mistake_beside_it_is_found(name: str) -> None:
    edits, expected = GUILTY[name]
    assert codes(edits) == expected


def test_rows_numbered_like_sections_are_no_headings() -> None:
    result = checked({})
    assert result.report is not None
    assert [section.displaced for section in result.report.sections.values()] == [False] * 6
    assert codes({}) == set()


def test_a_report_of_the_office_is_not_one_of_the_government() -> None:
    edits = {
        "青禾镇人民政府2023年政府": "青禾县人民政府办公室2023年政府",
        "邀请村民代表开展社会评议，全年没有需要追究责任的情形": "组织培训三次",
    }
    result = checked(edits)
    assert result.report is not None
    assert result.report.body is not None
    assert result.report.body.level == "office"
    assert "N402" not in {finding.rule for finding in result.findings}
    assert "N402" in {outcome.rule.code for outcome in result.skipped}
