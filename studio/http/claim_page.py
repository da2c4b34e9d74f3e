"""The HTML page behind a claim link: the film, the timeline to scale, the conversation, the files.

One page without a script; everything that comes from outside is escaped, and the page may load
nothing but the film.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

from studio.project.draft import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from studio.wire.envelopes import Json

# The Content-Security-Policy: no script, no frame, nothing from elsewhere.
POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; img-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REFRESH_S: Final = 5  # while a film is being made: the page has no script to ask with
_LONGEST_MS: Final = 1e9
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "film": "Film",
        "none": "No film yet. Say “export” in the conversation, and it appears here.",
        "running": "The film is being made",
        "timeline": "Timeline",
        "empty": "The timeline is empty.",
        "talk": "Conversation",
        "files": "Files",
        "mp4": "Film (MP4)",
        "otio": "Timeline for editing programs (OTIO)",
        "srt": "Captions (SRT)",
    },
    "zh": {
        "film": "成片",
        "none": "还没有成片。在对话中说“导出”，成片就会出现在这里。",
        "running": "正在制作成片",
        "timeline": "时间线",
        "empty": "时间线是空的。",
        "talk": "对话",
        "files": "文件",
        "mp4": "成片（MP4）",
        "otio": "供剪辑软件使用的时间线（OTIO）",
        "srt": "字幕（SRT）",
    },
    "ja": {
        "film": "動画",
        "none": "まだ動画がありません。会話で「書き出して」と言うと、ここに表示されます。",
        "running": "動画を作成しています",
        "timeline": "タイムライン",
        "empty": "タイムラインは空です。",
        "talk": "会話",
        "files": "ファイル",
        "mp4": "動画（MP4）",
        "otio": "編集ソフト用タイムライン（OTIO）",
        "srt": "字幕（SRT）",
    },
}
STYLE: Final = """
:root{color-scheme:light dark;--ink:#1c2430;--paper:#fbfaf7;--line:#d8d4ca;--v:#3f6fb5;--a:#4d8f6b}
:root{--x:#b0752b}
@media(prefers-color-scheme:dark){:root{--ink:#e6e3dc;--paper:#15181d;--line:#353a44}}
body{margin:0 auto;max-width:60rem;padding:1.5rem;font:16px/1.5 system-ui,sans-serif}
body{background:var(--paper);color:var(--ink)}
h1{font-size:1.5rem;line-height:1.25;overflow-wrap:anywhere}h2{font-size:1rem;margin:2rem 0 .5rem}
video{display:block;width:100%;max-height:75vh;background:#000;border-radius:12px}
ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem}
li a{display:block;padding:.4rem .9rem;border:1px solid var(--line);border-radius:99px}
a{color:inherit;text-decoration:none}li a:hover{border-color:currentColor}
.track{position:relative;height:2.4rem;margin:.3rem 0;border:1px solid var(--line)}
.track{border-radius:6px;overflow:hidden}
.seg{position:absolute;top:0;bottom:0;box-sizing:border-box;padding:0 .5rem;color:#fff}
.seg{font-size:.8rem;line-height:2.3rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;border-radius:4px}
.seg{border-right:2px solid var(--paper)}
.t0{background:var(--v)}.t1{background:var(--a)}.t7{background:var(--x)}
.you,.it{white-space:pre-wrap;overflow-wrap:anywhere}
.you{font-weight:600;margin:1rem 0 0}.it{margin:.2rem 0}
@media(max-width:30rem){body{padding:1rem}.seg{padding:0 .25rem;font-size:.7rem}}
"""


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Data of the page. `films` are URLs, newest first; `progress` is of a film being made."""

    title: str
    language: str
    draft: Json
    talk: Sequence[tuple[str, str]]
    films: Sequence[str] = ()
    progress: int | None = None


def render(claim: ClaimPage) -> str:
    words = WORDS.get(claim.language[:2], WORDS["en"])
    again = (
        f'<meta http-equiv="refresh" content="{REFRESH_S}">' if claim.progress is not None else ""
    )
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{escape(claim.language[:2], quote=True)}"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"{again}<title>{escape(claim.title)}</title><style>{STYLE}</style></head><body>",
            f"<h1>{escape(claim.title)}</h1>",
            *_film(claim, words),
            *_timeline(claim.draft, words),
            *_talk(claim.talk, words),
            "</body></html>",
        ]
    )


def _film(claim: ClaimPage, words: Mapping[str, str]) -> Iterator[str]:
    yield f"<h2>{words['film']}</h2>"
    if claim.progress is not None:
        shown = f'<progress max="100" value="{claim.progress}"></progress>'
        yield f"<p>{words['running']} {shown} {claim.progress}%</p>"
    if not claim.films:
        yield "" if claim.progress is not None else f"<p>{words['none']}</p>"
        return
    address = escape(claim.films[0], quote=True)
    poster = f"{address}&amp;as=poster"
    shown = f'poster="{poster}" src="{address}"'
    yield f'<video controls playsinline preload="metadata" {shown}></video>'
    yield f"<h2>{words['files']}</h2><ul>"
    yield f'<li><a href="{address}">{words["mp4"]}</a></li>'
    for kind in ("otio", "srt"):
        yield f'<li><a href="{address}&amp;as={kind}">{words[kind]}</a></li>'
    yield "</ul>"


def _timeline(draft: Json, words: Mapping[str, str]) -> Iterator[str]:
    yield f"<h2>{words['timeline']}</h2>"
    tracks = [track for track in _items(draft.get("t")) if _items(track.get("sg"))]
    if not tracks:
        yield f"<p>{words['empty']}</p>"
    # The scale: the film's length, or the end of what reaches beyond it.
    whole = max([_number(draft.get("d")), *(_end(track) for track in tracks), 1.0])
    for track in tracks:
        kind = track.get("tt")
        yield '<div class="track">'
        for start, segment in _laid_out(track):
            yield _segment(segment, start, whole, f"t{kind if kind in (0, 1, 7) else 0}")
        yield "</div>"


def _segment(segment: Json, start: float, whole: float, kind: str) -> str:
    meta = segment.get("m")
    meta = meta if isinstance(meta, dict) else {}
    length = _number(segment.get("d"))
    name = str(meta.get("text") or meta.get("name") or meta.get("prompt") or "")[:200]
    told = f"{name} · {start / 1000:g}-{(start + length) / 1000:g} s"
    place = f"left:{100 * start / whole:.3f}%;width:{100 * length / whole:.3f}%"
    shown = escape(told, quote=True)
    return f'<div class="seg {kind}" style="{place}" title="{shown}">{shown}</div>'


def _talk(talk: Sequence[tuple[str, str]], words: Mapping[str, str]) -> Iterator[str]:
    if talk:
        yield f"<h2>{words['talk']}</h2>"
    for asked, said in talk:
        yield f'<p class="you">{escape(asked)}</p>'
        yield f'<p class="it">{escape(said)}</p>'


def _laid_out(track: Json) -> Iterator[tuple[float, Json]]:
    """Yield the segments with their starts; without one they follow each other."""
    at = 0.0
    for segment in _items(track.get("sg")):
        meta = segment.get("m")
        start = meta.get("start") if isinstance(meta, dict) else None
        at = _number(start) if isinstance(start, int | float) else at
        yield at, segment
        at += _number(segment.get("d"))


def _end(track: Json) -> float:
    return max((start + _number(one.get("d")) for start, one in _laid_out(track)), default=0.0)


def _items(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _number(value: object) -> float:
    return number(value, 0.0, 0.0, _LONGEST_MS)
