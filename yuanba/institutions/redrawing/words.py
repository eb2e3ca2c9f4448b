"""What the counts of a plan are called, on the page and on the terminal."""

from yuanba.kernel.procedures.definitions import Text

MOVING = {
    "places": Text("小组、小区、院落、楼栋换新代码", "Groups, compounds, courtyards and buildings under new codes"),
    "households": Text("户转入", "Households that move"),
    "renumbered": Text("其中换户号（避免重号）", "of them with a new number, so that none stands twice"),
    "persons": Text("人转入", "People who move"),
    "records": Text("登记转入（这里终止，那里重新登记）", "Records closed here and entered there"),
    "matters": Text("正在办的事项跟着走（编号不变）", "Running matters that follow, under their numbers"),
    "matters_waiting": Text("其中要等新的组织选出来再办", "of them waiting until the heir has the body"),
    "authorisations": Text("没有办完的委托跟着走", "Authorisations still open"),
    "notices": Text("没有满期的公示继续张贴", "Notices that go on hanging"),
}
ENDING = {
    "bodies_ending": Text("组织随原来的村、社区终止", "Bodies that end with their unit"),
    "terms_ending": Text("任期随之结束", "Terms of office that end with them"),
    "bodies_carried": Text("小组、院落的组织照常", "Bodies of inner places that go on"),
    "records_ending": Text("授权记录和本村的采用终止", "Mandates and adoptions that end"),
    "sittings": Text("已召集没有计票的会要重新召集", "Meetings called and not counted, to be called again"),
}
STAYING = {
    "matters_archived": Text("办结的事项留在档案", "Ended matters that stay in the archive"),
    "notices_archived": Text("满期的公示留在档案", "Old notices that stay in the archive"),
}
CHANGES = {
    "merge": Text("合并", "merger"),
    "split": Text("拆分", "split"),
    "boundary": Text("调整范围", "new boundary"),
    "rename": Text("换代码", "new code"),
}
COUNTS = {**MOVING, **ENDING, **STAYING}
ELECTORATES = {
    "@voters": Text("全体选民", "all voters"),
    "@households": Text("各户推选", "the households"),
}
