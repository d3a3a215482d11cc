"""Words for section 五: what falls short with a matter, why, and what is done about just this matter."""

from __future__ import annotations

# with a space between them; every defect says that something is wrong, {t} is the matter
_DEFECTS = (
    "{t}更新偏慢 {t}公布不够及时 {t}内容不完整 {t}分类不够细 {t}的线上线下版本不一致 {t}缺少说明 {t}格式不统一 {t}不便查找 "
    "{t}只公布结果、缺少依据 {t}的附件打开困难 {t}的解读形式单一 {t}的历史数据存在断档 {t}的发布时间滞后 {t}表述不够通俗 "
    "{t}的公示期偏短 {t}在公开栏上字迹不清、版面不足"
)
_CAUSES = (
    "经办人员对时限掌握不准 {unit}之间衔接不畅 采集环节靠人工汇总、容易遗漏 老年人查看有困难 兼职人员精力不足 "
    "有群众来电反映看不懂 目录与实际职责对应不上 底册保管分散 发布前反复修改耽误时间 手机页面显示不全 负责岗位年内两次换人 "
    "与{place}的其他渠道各说各话 缺少统一模板 沿用的旧格式不合用 审核环节过多 线下张贴无人巡查 对受众需求了解不深 "
    "技术支撑力量薄弱 个别村居报送不全 保密顾虑偏重"
)
_MEASURES = (
    "由{who}重新梳理{t}的公开流程 为{t}制定统一模板 给{t}增设图示和示例 把{t}纳入{cycle}核对范围 指定{who}专门负责{t} "
    "对{t}逐条补录说明 在{where}加设{t}的展示位置 为{t}单列栏目 把{t}的发布时限写进岗位职责 将{t}改为表格发布 "
    "请{who}逐段润色{t}的文字 为{t}录制讲解音频 对{t}的历史内容补缺补差 打通{t}的数据接口 建立{t}的更新台账 "
    "把{t}与办事入口放在一处"
)
_FOLLOW_UPS = (
    "已补发内容{m}条 每月末由{who}抽查 经{n}轮校核后上线 当年完成{n}批 组织经办人员跟班学习{n}天 向来电群众逐一回访 "
    "在{where}同步张贴 列入季度调度事项 完成情况在例会上说明 邀请群众代表试用 配备兼职校对员{n}名 设置到期提醒 "
    "压缩流转环节{n}个 责任落实到{unit} 年底前全部到位 与{portal}同步展示 使用情况按季分析 改版页面已经启用 安排专人接听询问 "
    "形成操作手册{n}份"
)
DEFECTS = tuple(_DEFECTS.split())
CAUSES = tuple(_CAUSES.split())
MEASURES = tuple(_MEASURES.split())
FOLLOW_UPS = tuple(_FOLLOW_UPS.split())
