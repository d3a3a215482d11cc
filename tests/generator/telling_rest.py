"""The other three aspects of section 一: management of information, platforms, supervision; and its opening."""

from __future__ import annotations

from generator.teller import Teller


def opening(teller: Teller) -> str:
    """The sentence that section 一 begins with."""
    year, we = teller.year, teller.we
    return teller.pick(
        f"{year}年，{we}认真贯彻落实《中华人民共和国政府信息公开条例》，坚持以公开为常态、不公开为例外，各项任务按期完成。",
        f"{year}年，{we}围绕群众关心的事项推进政务公开，把公开要求落实到决策、执行、管理、服务和结果各环节。",
        f"{year}年，{we}对照《中华人民共和国政府信息公开条例》的规定开展工作，重点领域的公开内容得到充实。",
        f"{year}年，{we}把政府信息公开作为转变作风、改善服务的抓手，健全制度，压实责任，公开质量稳步提高。",
        f"{year}年，{we}在上级主管部门的指导下，紧扣年度重点任务，规范公开流程，主动接受社会监督。",
        f"{year}年以来，{we}严格执行《中华人民共和国政府信息公开条例》，坚持公开、便民、准确、及时的原则。",
        f"{year}年度，{we}以群众需求为导向，细化任务分工，持续提高公开的质量和实效。",
    )


def management(teller: Teller) -> str:
    """政府信息管理."""
    return teller.pick(
        "严格执行先审查、后发布的程序，公文制作时同步确定公开属性，对已公开内容实行动态维护。",
        "建立信息台账，落实保密审查和三级审核，确保发布的信息准确、完整。",
        "明确专人负责信息的收集、审核和更新，公开属性在拟制公文时一并提出，档案按年度移交。",
        f"全年开展信息自查{teller.count(teller.rng.randint(2, 12), '次')}，对错别字、表述不规范等问题即查即改。",
        "公文起草部门提出公开属性，办公机构复核，主要负责人签发，三个步骤环环相扣。",
        "按照谁制作、谁公开、谁负责的原则，明确信息从产生到归档各环节的责任人。",
        f"对{teller.body.area}存量信息逐条核对，补齐文件的发布日期、索引号和有效性标注。",
        "规范信息命名、分类和存储，涉及个人隐私的内容在发布前作去标识化处理。",
    )


def platform(teller: Teller) -> str:
    """政府信息公开平台建设."""
    portal = teller.body.portal
    return teller.pick(
        f"依托{portal}的政府信息公开专栏发布信息，优化栏目设置，并在服务大厅设立查阅点。",
        "做好政府信息公开专栏的日常维护，检索、下载功能运行正常，线下公开栏与专栏内容保持一致。",
        "统筹用好政府网站和政务新媒体，专栏实行集中管理，查阅场所配备电脑和纸质资料。",
        f"在{portal}设置法定主动公开内容、公开指南、公开制度和公开年报四个栏目，栏目之间可以互相跳转。",
        "开设政务公开专区，配备自助查询设备，安排工作人员现场指导。",
        f"维护政务新媒体账号{teller.count(teller.rng.randint(1, 3), '个')}，重要信息与{portal}同步发布。",
        "对栏目逐个巡检，修复失灵链接，页面适老化改造通过验收。",
    )


def supervision(teller: Teller) -> str:
    """监督保障, which for a 人民政府 has three things that it must tell."""
    sentences = [_training(teller)]
    if teller.body.government or teller.rng.random() < 0.6:
        sentences.extend((assessment(teller), appraisal(teller), accountability(teller)))
    elif teller.rng.random() < 0.5:
        sentences.append(assessment(teller))
    return "".join(sentences)


def _training(teller: Teller) -> str:
    times = teller.count(teller.rng.randint(1, 6), "次")
    return teller.pick(
        f"全年组织业务培训{times}。",
        f"举办政务公开培训班{times}，参训{teller.count(teller.rng.randint(20, 160), '人次')}。",
        f"专题研究政府信息公开工作{times}，确定分管负责人和专职人员各1名。",
        "主要负责人听取工作汇报，分管负责人牵头协调，办公机构具体落实，人员和经费有保障。",
        f"调整工作领导小组，召开推进会{times}，明确各科室职责。",
    )


def assessment(teller: Teller) -> str:
    """工作考核."""
    return teller.pick(
        "政府信息公开列入年度工作考核，考核结果与评先评优挂钩。",
        "制定年度工作考核细则，按季度通报结果。",
        f"在{teller.body.above}级组织的政务公开工作考核中获得良好等次。",
        "工作考核采取日常检查与年终评分相结合的方式，结果计入部门综合评价。",
        "将公开时效、内容质量纳入绩效考核，占比5%。",
    )


def appraisal(teller: Teller) -> str:
    """社会评议, with a result or the statement that there was none."""
    satisfied = teller.rng.choice((f"{teller.rng.randint(88, 99)}", f"{teller.rng.randint(880, 999) / 10}"))
    times, taken = teller.count(teller.rng.randint(1, 4), "次"), teller.count(teller.rng.randint(2, 9), "条")
    return teller.pick(
        f"邀请群众代表开展社会评议，满意率为{satisfied}%。",
        f"通过问卷开展社会评议，回收有效问卷{teller.count(teller.rng.randint(60, 400), '份')}，群众满意度达到{satisfied}%。",
        "社会评议未收到负面意见。",
        "本年度未组织专门的社会评议。",
        f"委托第三方评估机构开展社会评议，得分{satisfied}分。",
        f"召开座谈会{times}听取社会评议意见，采纳建议{taken}。",
    )


def accountability(teller: Teller) -> str:
    """责任追究, nearly always that there was none."""
    return teller.pick(
        "未发生责任追究情形。",
        "全年没有需要责任追究的情况。",
        "没有因不履行政府信息公开义务被责任追究的情形。",
        "责任追究方面，全年无相关事项。",
        "因更新不及时对1名工作人员进行约谈提醒，未发生应当予以责任追究的情形。",
        "未发生因政府信息公开工作被问责的情况。",
        "责任追究0起。",
    )
