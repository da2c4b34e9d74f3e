"""Renders single frames of a film: shots, transitions and fades, overlays, text, progress bar."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.render import colour, planes
from studio.render.overlay_layers import OverlayLayer
from studio.render.shots import Source, open_shot
from studio.render.text_layers import TextBackground, TextLayer, open_text
from studio.render.transition_frames import transition_frame

if TYPE_CHECKING:
    from collections.abc import Mapping

    from studio.render.film import Film, ProgressBar, Shot
    from studio.render.planes import Planes

MOST_OPEN_SHOTS = 2  # those of a transition; each holds a decoder or the layers of a scene


class FrameRenderer:
    """Draws the frames of a film in any order; a returned frame is valid until the next call."""

    def __init__(self, film: Film, media: Mapping[str, Any]) -> None:
        self._film, self._media = film, media
        self._shots: OrderedDict[int, Source] = OrderedDict()
        self._overlays: dict[int, OverlayLayer] = {}
        self._text_layers: dict[int, TextLayer] = {}

    def frame(self, at: int) -> Planes:
        film = self._film
        showing = [index for index, one in enumerate(film.texts) if one.first <= at < one.last]
        for index in [one for one in self._text_layers if one not in showing]:
            del self._text_layers[index]
        for index in [one for one in self._overlays if film.overlays[one].last <= at]:
            del self._overlays[index]
        layers = [self._text_layer(index) for index in showing]
        out = self._without_text(at)
        for index, segment in zip(showing, layers, strict=True):
            segment.paint(out, at - film.texts[index].first)
        if film.bar is not None:
            _paint_progress_bar(out, film.bar, (at + 1) / film.frames)
        return out

    def _without_text(self, at: int) -> Planes:
        """Everything but the text: also what scrims measure the brightness of."""
        frame = self._main_track(at)
        for index, shot in enumerate(self._film.overlays):
            if shot.first <= at < shot.last:
                if index not in self._overlays:
                    self._overlays[index] = OverlayLayer(shot, self._film, self._media)
                self._overlays[index].paint(frame, at)
        return frame

    def _text_layer(self, index: int) -> TextLayer:
        """A text layer, opened once; its scrim is measured on three of its frames."""
        if index not in self._text_layers:
            segment = self._film.texts[index]

            def behind(share: float) -> Planes:
                return self._without_text(
                    min(segment.last - 1, segment.first + int(segment.frames * share))
                )

            self._text_layers[index] = open_text(segment, self._film, TextBackground(behind))
        return self._text_layers[index]

    def _main_track(self, at: int) -> Planes:
        index = next(
            (i for i, shot in enumerate(self._film.shots) if shot.first <= at < shot.last), None
        )
        if index is None:
            return planes.blank(self._film.width, self._film.height)
        for second in (index, index + 1):
            half = transition_half(self._film.shots, second)
            first = self._film.shots[second].first if half else 0
            if half and first - half <= at < first + half:
                return self._transition(second, at, half)
        return self._shot_frame(index, at)

    def _transition(self, second: int, at: int, half: int) -> Planes:
        shot = self._film.shots[second]
        transition = shot.join
        assert transition is not None
        share = (at - (shot.first - half) + 0.5) / (2 * half)
        before = self._shot_frame(second - 1, at)
        return transition_frame(
            transition.kind, transition.direction, (before, self._shot_frame(second, at)), share
        )

    def _close_finished(self, at: int) -> None:
        """Drop the shots that are over before another one allocates its buffers."""
        shots = self._film.shots
        for index in [
            one for one in self._shots if shots[one].last + transition_half(shots, one + 1) <= at
        ]:
            del self._shots[index]

    def _shot_frame(self, index: int, at: int) -> Planes:
        """A shot's picture with its fades; during a transition `at` lies outside the shot."""
        shot = self._film.shots[index]
        self._close_finished(at)
        if index not in self._shots:
            if len(self._shots) >= MOST_OPEN_SHOTS:
                self._shots.popitem(last=False)
            size = self._film.width, self._film.height
            self._shots[index] = open_shot(shot, size, self._film.fps, self._media)
        self._shots.move_to_end(index)
        passed = at - shot.first
        if shot.kind == "clip":
            # Beyond its edges a clip stands still: what was cut away stays away.
            passed = min(shot.frames - 1, max(0, passed))
        frame = self._shots[index].at(passed / self._film.fps)
        _apply_fades(frame, shot, at)
        return frame


def _apply_fades(frame: Planes, shot: Shot, at: int) -> None:
    share = 0.0
    if shot.fade_in and at < shot.first + shot.fade_in:
        share = 1 - (at - shot.first + 0.5) / shot.fade_in
    if shot.fade_out and at >= shot.last - shot.fade_out:
        share = max(share, 1 - (shot.last - at - 0.5) / shot.fade_out)
    if share > 0:
        planes.fade_toward(frame, colour.named(shot.fade_color, (0, 0, 0)) or (0, 0, 0), share)


def transition_half(shots: tuple[Shot, ...], second: int) -> int:
    """Half the frames of the transition into a shot: at most half of either neighbour."""
    if not 0 < second < len(shots) or shots[second].join is None:
        return 0
    transition = shots[second].join
    asked = transition.frames // 2 if transition else 0
    return max(0, min(asked, shots[second - 1].frames // 2, shots[second].frames // 2))


def _paint_progress_bar(frame: Planes, bar: ProgressBar, share: float) -> None:
    """Draw the progress bar in place, its end antialiased."""
    tall = max(2, round(bar.height * frame.height / 2) * 2)
    top = 0 if bar.top else frame.height - tall
    color = planes.yuv(colour.named(bar.color, (255, 255, 255)) or (255, 255, 255))
    for index, (plane, value) in enumerate(zip(frame, color, strict=True)):
        by = 1 if index == 0 else 2
        rows = plane[top // by : (top + tall) // by]
        end = share * plane.shape[1]
        full = int(end)
        # The part to come is the picture, a little darker.
        rows[:, full:] = (rows[:, full:] * 0.72).astype(np.uint8) if index == 0 else rows[:, full:]
        rows[:, :full] = value
        if full < plane.shape[1]:
            part = end - full
            rows[:, full] = (rows[:, full] * (1 - part) + value * part).astype(np.uint8)
