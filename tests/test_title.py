"""A title that is not as it should be: the body is read whole, and the title that is proposed is right."""

from __future__ import annotations

import pytest

from linter.parse.build import build_report
from linter.profile.load import shipped_norm
from linter.read import read_text
from linter.run import Settings, check_document

GOOD = "霜林镇人民政府2023年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    "title",
    [
        GOOD,
        "霜林镇人民政府2023年度政府信息公开工作年度报告",
        "霜林镇人民政府2023年信息公开工作年度报告",
        "霜林镇人民政府2023年政府信息公开年度报告",
        "霜林镇人民政府2023年政府信息公开工作报告",
        "2023年霜林镇人民政府政府信息公开工作年度报告",
        "2023年霜林镇人民政府信息公开工作年度报告",
        "霜林镇人民政府信息公开工作2023年度报告",
        "霜林镇人民政府关于2023年政府信息公开工作的年度报告",
    ],
)
def test_body_and_proposal(title: str) -> None:
    document = read_text(f"{title}\n\n一、总体情况\n\n一句话。\n", "x.txt")
    body = build_report(document, shipped_norm()).body
    assert body is not None
    assert body.name == "霜林镇人民政府"
    proposed = [
        f.params["expected"] for f in check_document(document, Settings()).findings if f.rule == "S101" and "expected" in f.params
    ]
    assert set(proposed) <= {GOOD}
