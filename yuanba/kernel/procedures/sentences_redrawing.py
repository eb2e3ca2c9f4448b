"""Refusals in mergers and splits of units. Part of `sentences.SENTENCES`."""

REDRAWING: dict[str, tuple[str, str]] = {
    "place-closed": (
        "{place}已经撤并，不能在这里办新的事，请到接续它的村、社区办理。",
        "{place_en} stands no longer; begin new matters in the unit that took over.",
    ),
    "redraw-units-only": (
        "{place} 不是现有的村、社区；合并、拆分只在村、社区之间办理。",
        "{place} is no village or community that stands; only these are merged and split here.",
    ),
    "redraw-past": (
        "{day} 已经过去，合并、拆分不能倒填日期。",
        "{day} is over; a merger or split cannot be backdated.",
    ),
    "redraw-not-today": (
        "生效的日子是 {day}，还没有到；现在只能预览，到那一天再办理。",
        "It takes effect on {day}, which has not come: look at the preview now, and carry it out on the day.",
    ),
    "redraw-new-today": (
        "{place}当天才设立或者才换代码，一天里不能两次变动，请第二天再办。",
        "{place_en} was founded, or took its code, only on that day: a place cannot change twice in one day.",
    ),
    "redraw-not-yours": (
        "合并、拆分由乡镇提出、县级人民政府批准，由这个乡镇或者县里负责指导村民自治的部门登记，不归您的职务办理。",
        "A merger or split is proposed by the township and approved by the county, and recorded by this township's "
        "office or the county's department for self-governance; it is not for your post.",
    ),
    "redraw-unapproved": (
        "请填写县级人民政府批准的文号；没有批准不能合并、拆分。",
        "Please give the number of the county's approval; without it no village is merged or split.",
    ),
    "redraw-not-agreed": (
        "{places}还没有村民会议（居民会议）同意的记录：请填写表决通过的事项编号，或者附上决议的扫描件。",
        "There is no record that the assembly of {places_en} agreed: give the number of the matter that it passed, or "
        "attach a scan of the resolution.",
    ),
    "redraw-undecided": (
        "还有 {number} 样没有说定归谁（如 {first}），请逐样选定，或者选定其余的归谁。",
        "For {number} thing(s) nobody has said who takes them (such as {first}); decide each, or who takes the rest.",
    ),
    "redraw-choice-unknown": (
        "{place} 不在接续的村、社区里，请检查。",
        "{place} is not among the units that take over; please check.",
    ),
    "redraw-choice-idle": (
        "“{first}”不是要分的东西，请检查写法。",
        "“{first}” is nothing that there is to assign; please check how it is written.",
    ),
    "redraw-changed": (
        "预览以后情况有了变化，这次没有办理；请再看一遍下面的预览，再确认。",
        "Something has changed since the preview, so nothing was done; look at the preview again, then confirm.",
    ),
}
