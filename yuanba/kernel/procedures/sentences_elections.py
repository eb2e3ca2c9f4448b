"""Refusals about elections: what the plan, the candidates and the count on paper have to be."""

ELECTIONS: dict[str, tuple[str, str]] = {
    "ballot-impossible": (
        "票数对不上：收回的票不能多于登记的人数，赞成的不能多于收回的。",
        "The numbers cannot be: no more ballots than voters, and no more in favour than were cast.",
    ),
    "ballot-invalid": (
        "{who} {registered}，收回 {cast} 张票：要{share}参加投票，选举才有效。投票无效，请选“无法完成”。",
        "{who_en}: {registered}, ballots: {cast}. {share_en} must vote, or the ballot is void; "
        "choose “cannot be done”.",
    ),
    "candidates-too-few": (
        "{post}要选 {seats} 人，候选人只有 {number} 人：候选人应当多于应选名额，请至少再提一人。",
        "{post_en}: {seats} to be elected and {number} standing. There are more candidates than seats; "
        "name at least one more.",
    ),
    "candidate-twice": (
        "{name}写了两次：一个人只参加一个职务的选举，请留一处。",
        "{name} stands twice: one person stands for one post; keep one of them.",
    ),
    "proxies-too-many": (
        "委托投票 {proxies} 张，本人投票 {present} 张：一人最多代 {most} 人投票，票数对不上，请核对委托投票名单。",
        "{proxies} ballots by proxy and {present} in person: one person votes for {most} others at most; "
        "check the list of proxies.",
    ),
    "recall-fails": (
        "收回 {cast} 张票，同意罢免的 {agreed} 张，没有过半数，罢免不成立，请选“无法完成”。",
        "{agreed} of {cast} ballots are for the recall, which is not more than half; choose “cannot be done”.",
    ),
    "successor-not-elected": (
        "收回 {cast} 张票，{name}得 {votes} 票：要得{share}的选票才当选，请选“无法完成”。",
        "{name} has {votes} of {cast} votes: {share_en} elect; choose “cannot be done”.",
    ),
    "votes-impossible": (
        "票数对不上：收回 {cast} 张票，一个人得的票不能多于 {cast} 张，一个职务的票合起来不能多于 {cast} 张乘应选人数。",
        "The numbers cannot be: of {cast} ballots nobody has more than {cast} votes, and a post no more in all than "
        "{cast} for each seat.",
    ),
}
