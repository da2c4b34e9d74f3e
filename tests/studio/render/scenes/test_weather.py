from __future__ import annotations

import numpy as np
import pytest

from studio.render import planes, scene_looks
from studio.render.scenes import open_scene, weather
from studio.render.scenes.layers import Scene
from tests.studio.render.film_samples import canvas, changed, painted, scene

KINDS = ("rain", "snow", "fog", "petals", "leaves", "fireflies")


@pytest.mark.parametrize("kind", [*KINDS, "stars"])
def test_weather_is_to_be_seen(kind: str) -> None:
    clear, other = planes.blank(192, 108), planes.blank(192, 108)

    open_scene(192, 108, scene_looks.choose("hills", 5, {"family": "mountains"})).at(1, clear)
    look = scene_looks.choose("hills", 5, {"family": "mountains", "weather": kind})
    open_scene(192, 108, look).at(1, other)

    assert (clear.y != other.y).mean() > 0.002


@pytest.mark.parametrize("kind", KINDS)
def test_weather_comes_after_all_else_on_the_stage(kind: str) -> None:
    bare = Scene(planes.blank(160, 90), (weather.rain(canvas(), 0),))

    stage = weather.with_weather(bare, canvas(weather=kind))

    assert stage.layers[0] is bare.layers[0]
    assert len(stage.layers) > 1


@pytest.mark.parametrize("family", ["quote", "product", "abstract", "room"])
def test_it_does_not_rain_indoors(family: str) -> None:
    bare = Scene(planes.blank(160, 90))

    assert weather.with_weather(bare, canvas(family, weather="rain")) is bare


def test_it_snows_in_winter_without_being_told() -> None:
    bare = Scene(planes.blank(160, 90))

    assert len(weather.with_weather(bare, canvas("snow")).layers) == 3


def test_rain_falls_at_its_speed() -> None:
    drops = weather.rain(canvas(), 0)
    before = painted(drops, t=0.0).y.astype(float)
    after = painted(drops, t=4 / (1150 * 90 / 1080)).y.astype(float)

    still, fallen = (np.abs(after[by:] - before[: 90 - by]).mean() for by in (0, 4))

    assert fallen < still * 0.6


def test_snow_leaves_the_colours_as_they_are() -> None:
    frame = painted(weather.snow(canvas(), 1), t=1.0, color=(60, 20, 120))

    assert changed(frame, (60, 20, 120)).any()
    assert np.ptp(frame.u) == 0


def test_what_floats_out_comes_in_again_at_the_other_side() -> None:
    motes = weather.drifting_motes(canvas(), "petals")

    frames = [painted(weather.DriftLayer(motes), t=t) for t in (0.0, 100.0, 10_000.0)]

    assert all(changed(frame).any() for frame in frames)


def test_as_many_things_float_as_were_asked_for() -> None:
    motes = weather.drifting_motes(canvas(), "dust", 7)

    assert len(motes) == 7
    assert not any(mote.blink for mote in motes)


def test_fireflies_blink() -> None:
    mote = weather.drifting_motes(canvas(), "fireflies", 1)

    lit = [changed(painted(weather.DriftLayer(mote), t=step * 0.4)).any() for step in range(9)]

    assert any(lit)
    assert not all(lit)


def test_fog_takes_contrast_away() -> None:
    clear, fog = (scene("mountains", weather=kind) for kind in ("", "fog"))

    assert fog.y[50:].std() < clear.y[50:].std()
