from __future__ import annotations

import pytest

from studio.render.sound import mood, score


def ends(name: str, seconds: float) -> list[float]:
    return [bar.start + bar.seconds for bar in score.bars(mood.find(name), 5, seconds, 0)]


@pytest.mark.parametrize("seconds", [0.5, 2, 5, 9.7, 30, 61.3, 600])
@pytest.mark.parametrize("name", ["calm", "electronic"])
def test_the_last_bar_ends_with_the_film(name: str, seconds: float) -> None:
    assert ends(name, seconds)[-1] == pytest.approx(seconds)


@pytest.mark.parametrize("name", mood.names())
def test_the_tempo_stays_near_its_range(name: str) -> None:
    found = mood.find(name)
    bars = list(score.bars(found, 5, 31, 0))

    tempo = 60 / bars[0].beat

    assert found.tempo[0] * 0.85 <= tempo <= found.tempo[1] * 1.15


def test_a_piece_comes_in_rises_and_goes_home() -> None:
    bars = list(score.bars(mood.find("upbeat"), 5, 40, 0))

    assert bars[0].energy < bars[3].energy <= bars[-2].energy == 1.0
    assert bars[-1].is_last
    assert bars[-1].chord[0] == 0


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8, 9, 17, 41, 300])
def test_there_is_an_energy_for_every_bar(count: int) -> None:
    assert len(score.sections(count)) == count


def test_the_same_seed_plays_the_same_piece_and_another_another() -> None:
    calm = mood.find("calm")

    first, again, other = (list(score.notes(calm, seed, 20)) for seed in (1, 1, 2))

    assert first == again
    assert first != other


@pytest.mark.parametrize("name", mood.names())
def test_no_note_begins_after_the_end(name: str) -> None:
    for bar in score.notes(mood.find(name), 3, 15):
        assert all(0 <= note.start < 15 and note.seconds > 0 for note in bar)
