"""Lines that sites put around a text: facts about it, tools, links to others, footers; told by their wording."""

from __future__ import annotations

import re

from linter.fold import fold, squeeze

DIGITS = "0-9〇○Oo零一二三四五六七八九"
_LONGEST = 200
# what stands between the title and the text
_FACTS = re.compile(
    r"[(|]*(?:信息)?(?:发布|公开|更新|生成|成文|发文|创建|采集|录入)(?:日期|时间|机构|单位|机关|部门|者|人)?:"
    r"|[(|]*(?:信息|稿件|文章)?(?:来源|出处|作者|编辑|审核|责任编辑|索引号|索引码|文号|主题词?|主题分类|体裁):"
    r"|[(|]*(?:关键[词字]|有效性|时效|分类|标题|名称|单位):"
    r"|[(|]*(?:浏览|访问|点击|阅读|查看)(?:次数|量|数|人次)?:?\(?\d*"
    r"|[(|]*(?:字体|字号|视力保护色?|背景色|保护视力)|[(|]*分享|(?:\(?(?:大|中|小)\)?[|]?){2,3}$"
    r"|当前(?:的)?位置|您(?:现在)?(?:的位置|所在)"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\d\d?:\d\d(?::\d\d)?)?$"
)
_PAGE = r"(?:本|此|该|当前|到|至)*(?:页面?|窗口|文章?|文档|正文|信息|顶部|上级|列表|首页)?"
_TOOLS = re.compile(
    rf"[(\[|]*(?:打印|关闭|下载|收藏|返回|分享|纠错|复制|朗读|听全文|阅读全文|加入收藏){_PAGE}(?:[)\]|:].*)?"
    rf"|(?:(?:打印|关闭|收藏|纠错){_PAGE})+"
    r"|[(\[|]*(?:字体|字号|大中小)[)\]|:].*"
    r"|(?:上|下|前|后)一?(?:篇|条|页)(?:文章|信息)?(?::.*|没有了)?"
    r"|相关(?:信息|链接|阅读|文章|稿件|新闻|文档|解读|推荐|内容|政策)(?::.*)?"
    r"|分享到?(?::.*|微信.*|至.*)?|扫一扫.*|扫码.*|用?手机(?:扫|查看|打开|浏览|看).*|微信扫.*"
    r"|(?:(?:责任)?编辑|责编|(?:信息|文章|稿件)?来源|(?:点击|浏览|访问|阅读)(?:次数|量|数)):.*|您是第.*"
    r"|(?:网站地图|联系我们|友情链接|关于我们|网站声明|隐私声明|返回顶部|网站首页|设为首页|无障碍|适老化).*"
    r"|(?:主办|承办|协办|技术支持|维护)(?:单位|机构)?:.*"
)
_FOOTER = re.compile(
    r"版权所有|ICP备|网站标识码|公网安备|公安(?:机关)?备案|网站支持IPv6|Copyright|建议使用.{0,20}浏览|AllRights?Reserved",
    re.IGNORECASE,
)


def bare(words: str) -> str:
    """The words folded and without spaces, as these patterns want them."""
    return squeeze(fold(words))


def is_around_title(words: str) -> bool:
    """Whether a line before the text is no part of it."""
    known = bare(words)
    if "。" in known or len(known) > _LONGEST:
        return False
    return (_FACTS.match(known) or _TOOLS.fullmatch(known) or _FOOTER.search(known)) is not None


def ends_text(words: str) -> bool:
    """Whether a line behind the text shows that it is over."""
    known = bare(words)
    if known.endswith("。") or len(known) > _LONGEST:
        return False
    return (_TOOLS.fullmatch(known) or _FOOTER.search(known)) is not None
