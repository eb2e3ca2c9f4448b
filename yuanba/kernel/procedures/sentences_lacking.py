"""The refusal of a way in that has nothing to choose yet; `matters/lacking.py` says why."""

LACKING: dict[str, tuple[str, str]] = {
    "nothing-to-choose": ("现在还开始不了：{why}", "This cannot be begun yet: {why_en}"),
}
