"""Sentences in which a word rightly stands twice, or the end of one word and the beginning of the next look alike."""

from __future__ import annotations

from generator.teller import Teller
from generator.trap import Trap, worded


def _county(teller: Teller) -> bool:
    return teller.body.kind == "county"


def _city(teller: Teller) -> bool:
    return teller.body.kind == "city"


def _province(teller: Teller) -> bool:
    return teller.body.kind == "province"


def _town(teller: Teller) -> bool:
    return teller.body.kind == "town"


def _village(teller: Teller) -> bool:
    return teller.body.kind == "village"


def _governed(teller: Teller) -> bool:
    return teller.body.government


DOUBLED_TRAPS: tuple[Trap, ...] = (
    worded(
        "doubled-people",
        "management",
        "推动形成人人关心公开、人人参与监督的氛围。",
        "把办事指南送到家家户户，做到事事有回应、件件有着落。",
        "层层落实责任，步步推进公开，处处方便群众。",
        "对反馈意见一一登记，常常回访，渐渐形成习惯。",
        "稳稳当当抓好基础工作，实实在在解决问题，方方面面反映良好。",
        "工作人员时时更新、天天巡查、月月小结，种种问题得到改进。",
        "政策与群众利益息息相关，个个环节都有专人盯办。",
    ),
    worded("doubled-portal", "platform", "所属部门门户网站的内容已迁入统一平台。", "网站站点运行稳定，栏目目录清晰。"),
    worded(
        "doubled-government",
        "platform",
        "{portal}设有县级以上人民政府政府信息公开专栏的统一入口。",
        "通过人民政府政府信息公开栏目集中展示各类信息。",
        fits=_governed,
    ),
    worded("doubled-style", "supervision", "把公开情况作为检验工作作风的内容。", "转变工作作风，把政务公开工作作为年度重点。"),
    worded(
        "doubled-leader",
        "supervision",
        "成立由主任任组长的公开工作小组。",
        "由分管负责人任组长，办公机构负责人任任务专班召集人。",
    ),
    worded("doubled-modern", "management", "推动信息管理实现现代化，管理理念不断更新。", "健全全流程管理，信息安全全覆盖。"),
    worded("doubled-policy", "disclosure", "及时公布财政政策、民政政策及其申报口径。", "集中发布行政政策汇编和民生实事清单。"),
    worded(
        "doubled-open", "disclosure", "结合政务公开开展主题宣传。", "组织公开开放日，请群众走进机关。", "推进信息公开开放共享。"
    ),
    worded("doubled-learning", "supervision", "组织干部学习习近平总书记关于政务公开的重要论述。"),
    worded(
        "doubled-answers",
        "requests",
        "对申请请求逐项回应。",
        "受理理由和处理理由均在文书中写明。",
        "答复前征求求助群众所在单位的意见。",
    ),
    worded(
        "doubled-progress",
        "disclosure",
        "对重大项目推进进度按月公布，竣工验收收尾情况一并说明。",
        "把惠民政策落实实施情况形成成果清单对外发布。",
        "对基础设施施工安排、道路建设设施清单及时公示。",
        "切实实现重点点位公开全覆盖。",
        "村民民主评议结果、居民民生需求清单同步公开。",
    ),
    worded(
        "doubled-meetings",
        "disclosure",
        "公开常务会议议题和会议议定事项。",
        "人大建议议案的答复按规定公布。",
        "当年年底前完成公示，去年年末的存量信息同步补录。",
        fits=_governed,
    ),
    worded("doubled-month", "management", "每月月底核对台账，当年年底统一归档。", "完善公文审核体系系统功能，质量量化考核。"),
    worded(
        "doubled-pairs",
        "management",
        "落实公开主体主体责任，提升政府信息信息化水平。",
        "做到一事一档、一户一策，面对面解读、点对点推送。",
    ),
    worded("doubled-procurement", "disclosure", "按季度公开县政府政府采购目录和结果。", fits=_county),
    worded(
        "doubled-numbers",
        "disclosure",
        "公开十大民生实事事项，完成率100%。",
        "推行马上办、网上办、就近办、一次办，事前事中事后全程公开。",
    ),
    worded("doubled-town", "disclosure", "{area}镇村两级公开栏同步更新。", "{we}镇村干部上门宣讲政策。", fits=_town),
    worded(
        "doubled-village",
        "disclosure",
        "{we}乡村振兴项目资金使用情况按季度公示。",
        "{area}乡村两级公开栏同步更新。",
        fits=_village,
    ),
    worded("doubled-county", "disclosure", "{area}县级部门全部公布权责清单。", "{we}县直部门同步公开预算。", fits=_county),
    worded("doubled-city", "disclosure", "{area}市级部门全部公布权责清单。", "{we}市直部门同步公开预算。", fits=_city),
    worded("doubled-province", "disclosure", "{area}省级部门全部公布权责清单。", "{we}省直部门同步公开预算。", fits=_province),
)
