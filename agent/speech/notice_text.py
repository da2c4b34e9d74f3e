"""Notices as text: the rows a person reads when a flow says something."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from agent.core import notices
from agent.core.failure_kind import FailureKind
from agent.skill import installation
from agent.speech import amounts, change_text, tool_text
from agent.timeline import summary
from agent.wire.codes import TOO_LONG

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from agent.core.conversation import Action
    from agent.core.notices import Notice
    from agent.speech.words import Words
    from agent.timeline.changes import Change
    from agent.timeline.draft import Timeline

MOST_LINES: Final = 1000  # of a reply: some 25 screens

# Each shows what goes on right now and is gone with the next one.
PROGRESS_NOTICES = (
    notices.Connecting,
    notices.Working,
    notices.Rendering,
    notices.Fetching,
    notices.Uploading,
)

_DEEDS = 3  # so many are named in a sentence: a person takes in no more at once


def rows(notice: Notice, words: Words) -> list[str]:
    """The rows of a notice; none for one that is not for reading."""
    tell = _TEXT_OF.get(type(notice))
    if tell is None:
        return []
    said = tell(notice, words)
    return [said] if isinstance(said, str) else said


def _rendering(notice: notices.Rendering, words: Words) -> str:
    time = amounts.passed(notice.seconds, words)
    if notice.progress is None:
        return words.say("notice.rendering", time=time)
    return words.say("notice.rendering_at", time=time, percent=round(notice.progress * 100))


def _fetching(notice: notices.Fetching, words: Words) -> str:
    got = amounts.size(notice.got)
    if not notice.size:
        return words.say("notice.fetching_some", got=got)
    return words.say("notice.fetching", got=got, size=amounts.size(notice.size))


def _reply(notice: notices.Reply, words: Words) -> list[str]:
    """The lines of a reply; of one that nobody could read the beginning."""
    lines = notice.text.split("\n")
    if len(lines) <= MOST_LINES:
        return lines
    return [*lines[:MOST_LINES], words.say("notice.more_lines", count=len(lines) - MOST_LINES)]


def _cut_short(notice: notices.CutShort, words: Words) -> str:
    if notice.reason == TOO_LONG:
        return words.say("notice.too_long")
    return words.say("notice.cut_short", reason=notice.reason)


def _delivered(notice: notices.Delivered, words: Words) -> list[str]:
    facts = words.say(
        "notice.delivered_facts",
        size=amounts.size(notice.size),
        width=notice.width,
        height=notice.height,
        length=amounts.length(notice.duration_ms, words),
    )
    told = [words.say("notice.delivered", path=notice.path), f"  {facts}"]
    return [*told, words.say("notice.link", link=notice.link)] if notice.link else told


def _renamed(notice: notices.Renamed, words: Words) -> str:
    key = "notice.name_taken" if notice.is_taken else "notice.name_cut"
    return words.say(key, asked=_name(notice.asked), name=_name(notice.path))


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _uploading(notice: notices.Uploading, words: Words) -> str:
    percent = round(100 * notice.sent / notice.size) if notice.size else 100
    return words.say("notice.uploading", name=notice.name, percent=min(percent, 100))


def _understood(notice: notices.Understood, words: Words) -> str:
    return words.say(
        "notice.understood" if notice.most is None else "notice.understood_cut",
        name=notice.name,
        letters=notice.letters,
        most=notice.most,
        beginning=notice.beginning + "…" * (len(notice.beginning) < notice.letters),
    )


def _long(notice: notices.Long, words: Words) -> list[str]:
    head = words.say("notice.long", name=notice.name, letters=notice.letters)
    return [head, *(f"  {line}" for line in notice.beginning.split("\n")), "  …"]


def _balance(notice: notices.Balance, words: Words) -> str:
    if notice.available is None:
        return words.say("notice.balance_unknown")
    told = [words.say("notice.balance", available=amounts.count(notice.available))]
    if notice.frozen:
        told.append(words.say("notice.balance_frozen", frozen=amounts.count(notice.frozen)))
    if notice.total is not None:
        told.append(words.say("notice.balance_total", total=amounts.count(notice.total)))
    return ", ".join(told)


def _spent(notice: notices.Spent, words: Words) -> str:
    spent = amounts.count(notice.spent)
    key = "notice.spent_one" if spent == "1" else "notice.spent"
    if notice.left is None:
        return words.say(f"{key}_only", spent=spent)
    return words.say(key, spent=spent, left=amounts.count(notice.left))


def timeline(found: Timeline, words: Words) -> list[str]:
    """A heading and a row for each track, in the form of the documents."""
    tracks = summary.rows(found)
    if not tracks:
        return [words.say("notice.empty")]
    key = "notice.timeline_one" if len(tracks) == 1 else "notice.timeline"
    head = words.say(key, count=len(tracks), length=amounts.length(found.duration_ms, words))
    kinds = [
        f"{number}. {words.say(f'track.{kind}')}" for number, (kind, _) in enumerate(tracks, 1)
    ]
    return [head, *(f"  {kind}: {told}" for kind, (_, told) in zip(kinds, tracks, strict=True))]


def sentence(notice: notices.Changed, words: Words) -> str:
    """What was done, in a sentence, where the backend has said nothing about it; else nothing.

    `Added the title "Waves", 0-3 s.`
    """
    if not notice.is_silent:
        return ""
    told = list(dict.fromkeys(_deed(one, words) for one in notice.changes))
    if len(told) > _DEEDS + 1:  # one more is as short as saying so
        told[_DEEDS:] = [words.say("changed.more", count=len(told) - _DEEDS)]
    return reduce(lambda one, two: words.say("changed.pair", first=one, second=two), told)


def _deed(one: Change, words: Words) -> str:
    quoted = words.say("changed.quoted", name=one.name) if one.name else ""
    what = words.say(f"changed.kind.{one.kind}", name=quoted).strip()
    key = {"+": "added", "-": "removed"}.get(one.sign, "edited")
    at = amounts.span(one.start_ms, one.end_ms)
    return words.say(f"changed.{key}", what=what, at=at)


def _changes(notice: notices.Changed, words: Words) -> list[str]:
    """The sentence, where there is no other, and the rows of the changes."""
    head = sentence(notice, words)
    rows_ = change_text.rows(notice.changes, words)
    return [head, *rows_] if head else rows_


def offers(found: tuple[Action, ...], words: Words) -> list[str]:
    """The sentence that says what a "yes" would do."""
    what = [words.say(f"offer.{one.name}", request=one.request) for one in found]
    return [words.say("notice.offered", what="; ".join(what))]


def _failed(notice: notices.Failed, words: Words) -> str:
    said = words.say(
        f"failed.{notice.kind}",
        cure=_cure(notice.kind),
        skills=_skill_names() if notice.kind is FailureKind.NO_SKILL else "",
        message=notice.message,
        about=notice.about,
        link=notice.link,
        accepted=", ".join(notice.accepted),
    )
    return said.strip()


# What is missing on this machine where a wish ends so, by the extra that brings it.
EXTRAS: Mapping[FailureKind, str] = {
    FailureKind.NO_STUDIO: installation.STUDIO,
    FailureKind.NO_BACKEND: installation.STUDIO,
    FailureKind.NO_DOCUMENTS: installation.DOCUMENTS,
}


def _cure(kind: FailureKind) -> str:
    return installation.cure(EXTRAS[kind]) if kind in EXTRAS else ""


def _skill_names() -> str:
    from agent.skill import profile  # 24 ms with YAML, for this one sentence

    return ", ".join(one.name for one in profile.product().profiles)


def _sentence(key: str, **gaps: Callable[[Any], object]) -> Callable[[Any, Words], str]:
    """A text of one sentence, its gaps filled from the notice."""
    return lambda notice, words: words.say(key, **{gap: fill(notice) for gap, fill in gaps.items()})


# How each notice is told; one that is missing here is not for reading.
_TEXT_OF: Mapping[type, Callable[[Any, Words], str | list[str]]] = {
    notices.Connecting: lambda notice, _: notice.words,
    notices.WentLocal: _sentence("notice.local"),
    notices.Working: lambda notice, words: words.say(
        "notice.working", what=tool_text.activity(notice.tool, words)
    ),
    notices.StillWorking: lambda notice, words: words.say(
        "notice.still", time=amounts.passed(notice.seconds, words)
    ),
    notices.Reply: _reply,
    notices.CutShort: _cut_short,
    notices.Changed: _changes,
    notices.NothingChanged: _sentence("notice.nothing"),
    notices.Looking: _sentence("notice.looking"),
    notices.Uncertain: _sentence("notice.uncertain"),
    notices.Tracks: lambda notice, words: timeline(notice.timeline, words),
    notices.Balance: _balance,
    notices.Free: _sentence("notice.free"),
    notices.Spent: _spent,
    notices.Rendering: _rendering,
    notices.OnlyMp4: _sentence("notice.only_mp4", asked=lambda one: one.asked.upper()),
    notices.RenderedAgain: _sentence("notice.again"),
    notices.Fetching: _fetching,
    notices.Renamed: _renamed,
    notices.Delivered: _delivered,
    notices.StillRendering: lambda notice, words: words.say(
        "notice.still_rendering", time=amounts.passed(notice.seconds, words)
    ),
    notices.Uploading: _uploading,
    notices.Uploaded: _sentence("notice.uploaded", name=lambda one: one.name),
    notices.AlreadyUploaded: _sentence("notice.uploaded_already", name=lambda one: one.name),
    notices.Understood: _understood,
    notices.Long: _long,
    notices.Offered: lambda notice, words: offers(notice.offers, words),
    notices.OfferDeclined: _sentence("notice.declined"),
    notices.StartedAnew: _sentence("notice.anew"),
    notices.Waiting: _sentence("notice.waiting", seconds=lambda one: one.seconds),
    notices.Failed: _failed,
    notices.Stopped: _sentence("notice.stopped"),
}
