"""Sentences with words, signs and numbers that a careless pattern would take for slips."""

from __future__ import annotations

from generator.places import TOWNSHIPS
from generator.teller import Teller
from generator.trap import Trap, worded


def _bureau(teller: Teller) -> bool:
    return teller.body.name.endswith("局")


def _after_2021(teller: Teller) -> bool:
    return teller.year >= 2021


WORD_TRAPS: tuple[Trap, ...] = (
    worded(
        "one-step",
        "management",
        "进一步完善信息发布审核机制。",
        "第一步梳理事项，第二步分步骤公开。",
        "分两步完成历史信息的迁移。",
    ),
    worded("step-by-step", "platform", "平台功能一步步完善，逐步步入规范化轨道。", "专栏建设分三步走，第一步完善目录。"),
    worded("telephone", "platform", "公布监督电话0371-12345678，邮编450000，传真同号。", "咨询电话为12345，全天受理。"),
    worded("percentage", "supervision", "公开及时率为100%，准确率99.8%。", "抽查合格率98.50%，较去年提高1.2个百分点。"),
    worded(
        "address-with-signs",
        "platform",
        "专栏网址为http://www.example.gov.cn/zwgk/index.html?id=3,5&page=1。",
        "主动公开目录（www.example.gov.cn/xxgk/zdgk;list）已更新。",
        "目录编号为A-01.2:3，供检索使用。",
    ),
    worded("mailbox", "platform", "公布意见箱zwgk@example.gov.cn，专人收件。"),
    worded(
        "long-number",
        "management",
        "公文流水号202301150000012345已在系统中登记。",
        "统一社会信用代码11410000MB0123456X一并公开。",
    ),
    worded(
        "partner",
        "management",
        "会同县市场监督管理局核对公示信息。",
        "协助县统计局做好数据公开。",
        fits=lambda teller: teller.body.above == "县",
    ),
    worded("our-unit", "supervision", "本单位主要负责人为第一责任人。", "各科室向本机关办公室报送台账。"),
    worded(
        "platform-rule",
        "platform",
        "按照《关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）调整栏目名称。",
        "执行国办公开办函〔2019〕61号文件，统一栏目名称。",
    ),
    worded(
        "fee-rule-of-2020", "requests", "公布《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）全文。", fits=_after_2021
    ),
    worded("label-of-table", "disclosure", "收费金额以万元为单位，保留4位小数。"),
    worded("letters", "platform", "政务APP和H5页面同步更新，PDF文件可以下载。", "提供Word、PDF两种格式下载。"),
    worded("quoted", "management", "开展“我为群众办实事”活动，征集“金点子”9条。"),
    worded("letters-to-the-head", "management", "设立“局长信箱”回音壁，公布来信办理情况。", fits=_bureau),
    worded("dash", "management", "落实“谁公开——谁审查”的要求，做到不错、不漏、不泄。", "坚持发布前审查……发布后复查的闭环管理。"),
    worded("time", "platform", "查阅点开放时间为8:30-12:00、14:00-17:30。", "服务时间为工作日9:00至17:00。"),
    worded("ratio", "supervision", "公开事项与目录比对结果为1:1，抽查比例为3/4。"),
    worded("like-slip-work", "supervision", "改进办公作风，简化内部流转。"),
    worded("like-slip-regulation", "management", "将公开事项逐条列出，分条列明责任科室。", "对存量文件逐条列举有效期限。"),
    worded("like-slip-arrange", "disclosure", "对外公布署名解读文章5篇。"),
    worded("like-slip-channel", "disclosure", "公示水渠到村工程的进度和资金，修渠到户的补助标准一并公开。"),
    worded("like-slip-step", "management", "每一步都有记录，不求一步到位，力求步调一致。", "各科室同一步调，信息审核环环相扣。"),
    worded("like-residue", "platform", "栏目代码为XXGK-015，索引号由系统生成。", "文号统一使用六角括号“〔〕”，不再使用方括号。"),
    worded("local-rules", "management", "学习《澜原省政府信息公开规定》和《澜原省实施〈中华人民共和国政府信息公开条例〉办法》。"),
    worded(
        "other-numbers",
        "disclosure",
        "按照国办发〔2019〕54号文件要求，完善基层政务公开标准目录。",
        "落实国办发〔2018〕37号文件，规范行政规范性文件的制定和监督管理。",
    ),
    worded(
        "other-period",
        "supervision",
        "问卷调查时间为{year}年3月1日至6月30日。",
        "公示期为{year}年5月8日至5月14日，期间未收到异议。",
    ),
    worded("other-day", "supervision", "{year}年5月12日召开业务培训会，邀请专家授课。", "{year}年9月30日前完成栏目自查。"),
    worded(
        "day-near-end", "other", "自{year}年7月1日起，各类收费统一使用电子票据。", "本报告编制过程中的数据截至{year}年12月31日。"
    ),
    worded(
        "price",
        "other",
        "收费标准按国家规定执行，即31页至100页的部分每页10元。",
        "按件计收的，第11件至第30件每件100元。",
        fits=_after_2021,
    ),
    worded("form-of-2019", "disclosure", "本年新公开数量稳步增加，对外公开总数量保持增长。", "有关数据详见附表。"),
    worded(
        "own-county",
        "management",
        "{seat}政务公开工作主管部门到{we}开展业务指导2次。",
        fits=lambda teller: teller.body.kind in TOWNSHIPS,
    ),
    worded(
        "subordinates",
        "disclosure",
        "县教育局全年公开招生信息52条，县卫生健康局公开疫苗接种信息36条。",
        fits=lambda teller: teller.body.kind == "county",
    ),
    worded(
        "districts",
        "disclosure",
        "棠漪区先行开展标准化试点，各县（区）同步跟进。",
        fits=lambda teller: teller.body.kind == "city",
    ),
    worded("planned-training", "problems", "上述措施由专人跟踪，按月销号。", "整改情况将在下一年度报告中说明。"),
)
