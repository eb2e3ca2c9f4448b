"""Refusals of guards: the negative list, certificates, guarantees, fines, assistance, near relatives."""

GUARDS: dict[str, tuple[str, str]] = {
    "falls-under": (
        "这件事属于负面清单 {item}“{name}”，不能受理。依据：{basis}。可以这样办：{may}。",
        "This falls under item {item} of the negative list (“{name_en}”) and is not accepted. "
        "Basis: {basis_en}. What can be done: {may_en}.",
    ),
    "falls-under-there": (
        "这件事属于负面清单 {item}“{name}”，这份清单在{places}已经生效，不能压给那里。依据：{basis}。可以这样办：{may}；"
        "或者勾选“负面清单已经生效、不许办的地方除外”，只报其他地方。",
        "This falls under item {item} of the negative list (“{name_en}”), which is in force in {places_en}: it may not "
        "be put on them. Basis: {basis_en}. What can be done: {may_en}; or tick that those places are left out.",
    ),
    "sounds-forbidden": (
        "您写的听起来像：{told}。是这样吗？是，就请改；不是，请勾上这一格再提交。您的说明会留给监督委员会看。",
        "What you wrote sounds like: {told_en}. Is it? If so, change it; if not, tick this box and send it again. "
        "A note stays for the supervision committee.",
    ),
    "certificate-barred": (
        "“{kind}”不由村（社区）出具（负面清单 {item}；{document}）。请到：{instead}。",
        "“{kind_en}” is not issued by a village or community (negative list, {item}; {document_en}). "
        "Go to: {instead_en}.",
    ),
    "certificate-off-list": (
        "清单以外的证明不出具（负面清单 {item}；{document}）。要办的单位应当自己核实，或者说明是哪一部法律要求的。",
        "No certificate off the list is issued (negative list, {item}; {document_en}). "
        "Whoever asks for it has to look into it, or name the law that asks for it.",
    ),
    "certificate-unknown": ("没有这一份有效的证明。", "There is no such certificate in force."),
    "assist-exceeds": (
        "清单 {item}“{name}”只能协助：{may}；不能：{may_not}。",
        "Item {item} (“{name_en}”) lets a village assist by: {may_en}; not by: {may_not_en}.",
    ),
    "assist-unpaid": (
        "委托村里协助办事，要带经费；没有经费的不能下达（清单 {item}“{name}”）。",
        "Work handed to a village comes with its money; unpaid it may not be sent down (item {item}, “{name_en}”).",
    ),
    "assist-unled": (
        "清单 {item}“{name}”没有写明牵头部门，不能下达。",
        "Item {item} (“{name_en}”) names no lead department, so nothing may be sent down under it.",
    ),
}
