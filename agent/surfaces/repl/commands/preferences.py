"""Orders that change what is talked about or how: skill, conversation, language, keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.skill import lookup, profile
from agent.speech import words as speech
from agent.surfaces import themes
from agent.surfaces.repl import first_paint, startup
from agent.surfaces.repl.commands import film, history

if TYPE_CHECKING:
    from agent.skill.profile import Profile
    from agent.surfaces.repl.controller import Controller

_KEYS: Final = ("emacs", "vi")


def _is_free(scene: Controller) -> bool:
    """Whether nothing holds us in this conversation."""
    if scene.turns.is_busy or scene.turns.queue:
        scene.glass.row("warn", scene.words.say("repl.busy"))
        return False
    return True


async def do_skill(scene: Controller, rest: str) -> None:
    """Show the skills, or begin a conversation with another."""
    assert scene.room is not None
    if not rest:
        _show_skills(scene, scene.room.skill)
        return
    if not _is_free(scene):
        return
    names = [one.name for one in profile.product().profiles if rest in one.name]
    name = rest if rest in names or len(names) != 1 else names[0]
    if lookup.is_path(rest):
        (name, *_) = film.files_of(rest) or [rest]
    key = scene.room.profile(name).key
    await _begin(scene, key, "")


def _show_skills(scene: Controller, now: Profile) -> None:
    """Those there are, and the one that is talked with, also where it is a file."""
    ours = profile.product().profiles
    for one in (*ours, *([now] if now.path else ())):
        is_now = one.key == now.key
        scene.glass.rows(
            [
                [
                    ("good" if is_now else "", "● " if is_now else "  "),
                    ("bold", one.name),
                    ("", f"  {one.title}"),
                    ("dim", f"  {one.path}" if one.path else ""),
                ]
            ],
            hang=4,
        )
    if now.missing:
        said = scene.words.say("skill.missing", what=", ".join(now.missing))
        scene.glass.row("note", said)
    scene.glass.row("note", scene.words.say("repl.skill_how"))


async def do_new(scene: Controller, _: str) -> None:
    """Begin another conversation."""
    assert scene.room is not None
    if _is_free(scene):
        await _begin(scene, scene.room.row.profile, "")


async def do_resume(scene: Controller, rest: str) -> None:
    """Go on in a conversation, by the beginning of its id or words of its title."""
    assert scene.room is not None
    if not rest:
        history.do_sessions(scene, "")
        return
    if not _is_free(scene):
        return
    journal, here = scene.room.journal, scene.room.row.id
    row = journal.talk(rest.split(maxsplit=1)[0]) if rest else None
    if row is None:
        words = rest.casefold()
        near = [one for one in journal.talks() if one.id != here and words in one.title.casefold()]
        row = next((one for one in near if one.title), None)
    if row is None:
        raise LocalError(FailureKind.NO_TALK, rest)
    await _begin(scene, row.profile, row.id)


async def _begin(scene: Controller, skill: str, id_: str) -> None:
    """Another conversation is open from now on."""
    room, words = scene.room, scene.words
    assert room is not None
    backend = (
        room.row.backend if room.row.backend in ("studio", "cloud") else room.row.memory["base"]
    )
    room.forget_unused()
    await room.hang_up()
    room.begin(skill, backend, words.language, goes_on=False, id_=id_)
    scene.asked = replace(scene.asked, skill=skill, goes_on=bool(id_), id_=id_)
    scene.changes, scene.last, scene.recording = (), "", ""
    scene.question = None
    scene.turns.is_ready = False
    if not id_:
        scene.glass.rows(
            [[(paint, text)] for paint, text in first_paint.greeting(words, room.skill)]
        )
    await startup.connect(scene)


def do_backend(scene: Controller, _: str) -> None:
    """Which backend this is, and what is known of it."""
    assert scene.room is not None
    talk, words = scene.room.chat, scene.words
    state = words.say("repl.connected" if talk.session or talk.token else "repl.not_connected")
    scene.glass.row("", words.say("repl.backend", name=talk.backend, state=state))


def do_lang(scene: Controller, rest: str) -> None:
    """Speak another language from now on."""
    if rest in speech.LANGUAGES:
        scene.words = speech.words(rest)
        scene.turns.words = scene.words
        scene.glass.row("good", scene.words.say("repl.lang"))
    else:
        known = " ".join(f"/lang {one}" for one in speech.LANGUAGES)
        scene.glass.row("", known)


def do_keys(scene: Controller, rest: str) -> None:
    """Keys as in vi or as in emacs."""
    chosen = rest.casefold()
    if chosen in _KEYS:
        scene.keys = chosen
        scene.glass.row("good", scene.words.say("repl.keys_are", keys=chosen))
    else:
        scene.glass.row("", "/keys emacs · /keys vi")


def do_theme(scene: Controller, rest: str) -> None:
    """Paint in another theme, or show which there are."""
    words, names = scene.words, themes.NAMES
    chosen = theme_called(rest.casefold())
    if chosen:
        scene.glass.dress(chosen)
        scene.glass.row("good", words.say("repl.theme_is", name=chosen))
        return
    if rest:
        scene.glass.row("warn", words.say("repl.no_theme", name=rest))
    wide = max(map(len, names))
    for name in names:
        mark = ("good", "●") if name == scene.glass.theme else ("", " ")
        about = words.say(f"repl.theme_about.{name}")
        scene.glass.rows([[mark, ("bold", f" {name:<{wide}}"), ("", f"  {about}")]], hang=wide + 4)
    scene.glass.row("note", words.say("repl.theme_how"))


def theme_called(said: str) -> str:
    """The theme of that name, in any language; nothing if there is none."""
    for name in themes.NAMES:
        called = (speech.words(one).say(f"repl.theme.{name}") for one in speech.LANGUAGES)
        if said == name or any(said in one.casefold().split() for one in called):
            return name
    return ""


def do_quit(scene: Controller, _: str) -> None:
    """Leave."""
    scene.leave()
