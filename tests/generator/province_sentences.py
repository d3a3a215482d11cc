"""Sentences with gaps for section 一: with the words of POOLS, enough that no two reports of thousands are alike."""

from __future__ import annotations

# gaps in braces are filled from POOLS, or by the report: we, year, portal, above, place, unit, t (a matter), n, m (numbers)
OPENINGS = (
    "{year}年，{we}{principle}，{task}，{result}。",
    "{year}年以来，{we}{task}，{principle}，{result}。",
    "{year}年度，{we}以{aim}为重点，{task}，{result}。",
    "{year}年，{we}以{aim}为目标，{principle}，{result}。",
)
CONTENT = (
    "{when}集中公布{t}，{detail}。",
    "对{t}实行{cycle}更新，{detail}。",
    "把{t}列为{rank}事项，由{who}牵头落实，{effect}。",
    "{t}与{t}同步公布，{detail}。",
    "依托{channel}发布{t}，{effect}。",
    "围绕{t}编印{paper}{n}期，送到{where}，{effect}。",
    "{when}举办{event}{n}场，当面讲清{t}，{effect}。",
    "群众来电询问较多的{t}，由{who}整理成问答{m}条，{detail}。",
    "结合{occasion}公布{t}，{detail}，{effect}。",
    "做好{t}的{stage}公开，{effect}。",
    "{t}形成后{limit}对外发布，{detail}。",
    "发布{t}的{reading}{n}篇，{effect}。",
)
MANNERS = (
    "{desk}，{letter}。",
    "{letter}；{desk}。",
    "由{who}{follow}，{letter}。",
    "{desk}，由{who}{follow}。",
)
MANAGEMENT = (
    "{who}{cycle}核对公开目录，{repair}。",
    "公文拟制时由{who}提出公开属性，{second_look}。",
    "执行{levels}审核，{checked}。",
    "{when}开展信息自查{n}次，{repair}。",
    "修订{ledger}管理办法，{clear}。",
    "建立{ledger}，{clear}，{checked}。",
    "{privacy}，{checked}。",
    "在{unit}设信息审核员{n}名，{duty}。",
    "{when}组织{unit}交叉审查信息{m}条，{repair}。",
)
PLATFORM = (
    "维护{portal}的{column}，{site}。",
    "在{where}设置{device}，{help}。",
    "{media}{cycle}推送信息，{site}。",
    "{when}巡检网站栏目{n}次，{mended}。",
    "更新{board}{n}处，{help}。",
    "{column}改版后，{site}，{mended}。",
    "把{device}接入{portal}，{help}。",
    "{board}与{media}内容由{who}逐条比对，{mended}。",
)
TRAINING = (
    "{when}举办{course}培训{n}次，{learned}。",
    "{leader}{when}听取公开工作汇报{n}次，{ordered}。",
    "邀请{teacher}讲授{course}，参训{m}人次，{learned}。",
    "{leader}牵头成立工作专班，{ordered}，{learned}。",
    "{when}通报公开情况{n}次，{ordered}。",
)
ASSESSMENT = (
    "将{measured}纳入年度工作考核，{weighed}。",
    "年度工作考核设{measured}指标，{weighed}。",
    "工作考核突出{measured}，{weighed}。",
)
APPRAISAL = (
    "{asking}开展社会评议，{judged}。",
    "社会评议采取{asking}的方式，{judged}。",
    "{when}{asking}组织社会评议，{judged}。",
)
ACCOUNTABILITY = (
    "全年未发生责任追究情形。",
    "没有需要追究责任的情况。",
    "无因公开工作被问责的人员。",
    "责任追究方面没有相关事项。",
    "未出现需要约谈或者追责的情形。",
    "对照责任追究规定自查，无需要处理的情形。",
)
# how a region says that its report counts all bodies below it; {all} is 全县, {bodies} who they are
COVERAGE = (
    "本报告汇总了{all}{bodies}的数据。",
    "本报告数据涵盖{all}{bodies}。",
    "本报告综合{all}{bodies}的年度报告编制而成。",
    "报告所列数据包括{all}{bodies}的数据。",
    "统计范围覆盖{all}{bodies}，有关数据由各单位逐级报送。",
    "本报告中的数据汇总自{all}{bodies}的报告。",
    "本报告所列统计数据包含{all}{bodies}全年的情况。",
)
