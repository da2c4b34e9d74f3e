"""The frame of a film at a moment: the shots, their joins and fades, what lies over them."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.render import colour, planes
from studio.render.overlay_layers import Overlay
from studio.render.shots import Source, open_shot
from studio.render.text_layers import Backing, TextLayer, open_words
from studio.render.transition_frames import join

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.film import Film, ProgressBar, Shot
    from studio.render.planes import Planes

OPEN = 2  # shots kept open: those of a join


class FrameRenderer:
    """Draws the frames of a film, in any order; each frame is the caller's until the next one."""

    def __init__(self, film: Film, media: Mapping[str, Any]) -> None:
        self._film, self._media = film, media
        self._shots: OrderedDict[int, Source] = OrderedDict()
        self._overlays: dict[int, Overlay] = {}
        self._said: dict[int, TextLayer] = {}

    def frame(self, at: int) -> Planes:
        """Everything there is to see at a frame."""
        film = self._film
        here = [place for place, one in enumerate(film.words) if one.first <= at < one.last]
        for place in [one for one in self._said if one not in here]:
            del self._said[place]
        for place in [one for one in self._overlays if film.overlays[one].last <= at]:
            del self._overlays[place]
        said = [self._words(place) for place in here]
        out = self._under(at)
        for place, words in zip(here, said, strict=True):
            words.paint(out, at - film.words[place].first)
        if film.bar is not None:
            _bar(out, film.bar, (at + 1) / film.frames)
        return out

    def _under(self, at: int) -> Planes:
        """The frame without its words."""
        frame = self._main(at)
        for place, shot in enumerate(self._film.overlays):
            if shot.first <= at < shot.last:
                if place not in self._overlays:
                    self._overlays[place] = Overlay(shot, self._film, self._media)
                self._overlays[place].paint(frame, at)
        return frame

    def _words(self, place: int) -> TextLayer:
        """The words, set once; how much they need behind them is seen on three of their frames."""
        if place not in self._said:
            words = self._film.words[place]

            def behind(share: float) -> Planes:
                return self._under(min(words.last - 1, words.first + int(words.frames * share)))

            self._said[place] = open_words(words, self._film, Backing(behind))
        return self._said[place]

    def _main(self, at: int) -> Planes:
        place = next(
            (i for i, shot in enumerate(self._film.shots) if shot.first <= at < shot.last), None
        )
        if place is None:
            return planes.blank(self._film.width, self._film.height)
        for second in (place, place + 1):
            half = halves(self._film.shots, second)
            first = self._film.shots[second].first if half else 0
            if half and first - half <= at < first + half:
                return self._joined(second, at, half)
        return self._shown(place, at)

    def _joined(self, second: int, at: int, half: int) -> Planes:
        shot = self._film.shots[second]
        how = shot.join
        assert how is not None
        share = (at - (shot.first - half) + 0.5) / (2 * half)
        before = self._shown(second - 1, at)
        return join(how.kind, how.direction, (before, self._shown(second, at)), share)

    def _close(self, at: int) -> None:
        """Let go of the shots that are over, before another takes its room."""
        shots = self._film.shots
        for place in [one for one in self._shots if shots[one].last + halves(shots, one + 1) <= at]:
            del self._shots[place]

    def _shown(self, place: int, at: int) -> Planes:
        """A shot at a frame, which may lie a little outside of it, with its own fades."""
        shot = self._film.shots[place]
        self._close(at)
        if place not in self._shots:
            if len(self._shots) >= OPEN:
                self._shots.popitem(last=False)
            size = self._film.width, self._film.height
            self._shots[place] = open_shot(shot, size, self._film.fps, self._media)
        self._shots.move_to_end(place)
        passed = at - shot.first
        if (
            shot.kind == "clip"
        ):  # beyond its edges a clip stands still: what was cut away stays away
            passed = min(shot.frames - 1, max(0, passed))
        frame = self._shots[place].at(passed / self._film.fps)
        _faded(frame, shot, at)
        return frame


def _faded(frame: Planes, shot: Shot, at: int) -> None:
    share = 0.0
    if shot.fade_in and at < shot.first + shot.fade_in:
        share = 1 - (at - shot.first + 0.5) / shot.fade_in
    if shot.fade_out and at >= shot.last - shot.fade_out:
        share = max(share, 1 - (shot.last - at - 0.5) / shot.fade_out)
    if share > 0:
        planes.shaded(frame, colour.named(shot.fade_color, (0, 0, 0)) or (0, 0, 0), share)


def halves(shots: tuple[Shot, ...], second: int) -> int:
    """Half the frames of the join into a shot: at most half of either neighbour."""
    if not 0 < second < len(shots) or shots[second].join is None:
        return 0
    how = shots[second].join
    wished = how.frames // 2 if how else 0
    return max(0, min(wished, shots[second - 1].frames // 2, shots[second].frames // 2))


def _bar(frame: Planes, bar: ProgressBar, share: float) -> None:
    """A progress bar along an edge, its end between two pixels."""
    tall = max(2, round(bar.height * frame.height / 2) * 2)
    top = 0 if bar.top else frame.height - tall
    color = planes.yuv(colour.named(bar.color, (255, 255, 255)) or (255, 255, 255))
    for place, (plane, value) in enumerate(zip(frame, color, strict=True)):
        by = 1 if place == 0 else 2
        rows = plane[top // by : (top + tall) // by]
        end = share * plane.shape[1]
        full = int(end)
        rows[:, full:] = (rows[:, full:] * 0.72).astype(np.uint8) if place == 0 else rows[:, full:]
        rows[:, :full] = value
        if full < plane.shape[1]:
            part = end - full
            rows[:, full] = (rows[:, full] * (1 - part) + value * part).astype(np.uint8)
