"""The law that the pages cite: editions by date, articles in our own words, and how sure we are of each."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from yuanba import clock
from yuanba.kernel.places.county import pack
from yuanba.kernel.procedures.calendar import local_date
from yuanba.kernel.procedures.law import AssemblyLaw, ElectionLaw
from yuanba.web import cache
from yuanba.web.formats import text
from yuanba.web.public.wording import share


def sure(mark: str) -> str:
    """A certainty mark in words."""
    return {
        "A": _("已读法律原文"),
        "B": _("据转引的二手来源"),
        "C": _("未核实"),
        "L": _("本系统默认值，不是法律"),
    }[mark]


def statutes(request: HttpRequest) -> HttpResponse:
    """`/law/`: editions in force today, those to come or gone, and our own defaults apart from both."""
    cache.declare(request)
    today = local_date(clock.now())
    every = list(pack().law.statutes.values())
    return render(
        request,
        "public/statutes.html",
        {
            "standing": [s for s in every if s.in_force(today) and not s.ours],
            "others": [s for s in every if not s.in_force(today) and not s.ours],
            "ours": [s for s in every if s.ours],
            "as_of": pack().settings["as_of"],
        },
    )


def statute(request: HttpRequest, code: str) -> HttpResponse:
    """`/law/<statute>/`: articles, the assemblies and numbers that the procedures compute with."""
    found = pack().law.statutes.get(code)
    if found is None:
        raise Http404
    cache.declare(request)
    today: date = local_date(clock.now())
    bodies = pack().bodies
    return render(
        request,
        "public/statute.html",
        {
            "statute": found,
            "standing": found.in_force(today),
            "articles": [(a, sure(a.cert)) for _number, a in sorted(found.articles.items())],
            "assemblies": [
                (text(bodies[kind].name) if kind in bodies else kind, law, sure(law.cert), _asked(law))
                for kind, law in found.assemblies.items()
                if kind in bodies
            ],
            "elections": [
                (
                    law,
                    sure(law.cert),
                    [(_("参加投票"), share(law.turnout)), (_("当选"), share(law.elect)), *_second(law)],
                )
                for law in found.elections.values()
            ],
            "rules": [(rule, _rule_name(code), sure(rule.cert)) for code, rule in found.rules.items()],
            "reserved": [
                (r, [text(bodies[kind].name) for kind in r.deciders if kind in bodies]) for r in found.reserved
            ],
        },
    )


def _second(law: ElectionLaw) -> list[tuple[str, str]]:
    """Second ballot, proxies and candidates in words."""
    by_proxy = (_("一人最多代 %(n)s 人") % {"n": law.proxies}) if law.proxies else _("不得委托，本人投票")
    said = [
        (_("名额未满另行投票"), _("得票多的当选，须有%(share)s") % {"share": share(law.second)}),
        (_("委托投票"), by_proxy),
    ]
    if law.contested:
        said.append((_("候选人"), _("多于应选名额")))
    if law.barred is not None:
        said.append((_("不得提名的情形"), text(law.barred)))
    return said


def _asked(law: AssemblyLaw) -> list[tuple[str, str]]:
    """Quorum, majority and petition of an assembly in words."""
    either = _("，或者").join(share(one) for one in law.quorum_any)
    every = _("，并且").join(share(one) for one in law.quorum_all)
    asked = [
        (_("到会要求"), either),
        (_("到会要求"), every),
        (_("通过要求"), _("，并且").join(share(one) for one in law.pass_all)),
        (_("联名提请"), _("，或者").join(share(one) for one in law.petition_any)),
        (_("提前通知"), _("%(n)s 天") % {"n": law.notice_days} if law.notice_days else ""),
        (_("代表会议决定"), _("须有会议授权的记录") if law.requires_mandate else ""),
    ]
    return [(label, words) for label, words in asked if words]


def _rule_name(code: str) -> str:
    """What a number of the law is about."""
    return {
        "posting_min_days": _("公示至少多少天"),
        "answer_villager_query": _("答复村民异议的天数"),
        "answer_supervision_objection": _("答复监督质询的天数"),
        "township_investigation": _("乡镇调查核实的天数"),
        "rep_meeting_notice": _("代表会议提前通知的天数"),
        "disclosure_due_day": _("定期公开的截止日（次月或次季）"),
        "disclosure_major_days": _("重大事项公开的天数"),
        "appraisal_interval_months": _("两次评议相隔的月数"),
        "access_log_months": _("查阅记录保留的月数"),
        "term_years": _("每届任期的年数"),
        "handover_days": _("移交工作的天数"),
        "roll_posted_before": _("选民名单提前公布的天数"),
        "appraisals_per_year": _("每年民主评议的次数"),
        "collective_representatives_min": _("成员代表至少多少人"),
        "collective_report_before_assembly_days": _("成员大会前公布报告的天数"),
        "evidence_retention_years": _("证据保存的年数"),
    }.get(code, code)
