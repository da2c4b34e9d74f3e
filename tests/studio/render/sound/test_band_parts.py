from __future__ import annotations

from random import Random

import pytest

from studio.render.sound import band_parts
from studio.render.sound.mood import Player

C_MAJOR = band_parts.Scale((0, 2, 4, 5, 7, 9, 11), 0)


def bar(
    index: int = 0, *, energy: float = 1.0, is_turn: bool = False, is_last: bool = False
) -> band_parts.MusicBar:
    return band_parts.MusicBar(index, index * 2.0, 2.0, 0.5, (0, 4, 7), energy, is_turn, is_last)


def play(
    part: str,
    *bars: band_parts.MusicBar,
    swing: float = 0.0,
    rhythm: str = "x-..x...x-------",
    **said: int,
) -> list[list[band_parts.Note]]:
    player = Player(
        part, "piano", 0, 0.5, said.get("centre", 60), (rhythm,), (1, 5, 8), 0, 0, pumps=False
    )
    seat = band_parts.PARTS[part](player, C_MAJOR, Random(1))  # noqa: S311 - music
    return [list(seat(one, swing)) for one in bars]


@pytest.mark.parametrize("part", sorted(band_parts.PARTS))
def test_nobody_plays_before_the_section_has_the_energy(part: str) -> None:
    assert play(part, bar(energy=0.4, is_turn=True)) == [[]]


def test_chords_sound_together_near_their_centre() -> None:
    [notes] = play("chords", bar())

    assert {note.pitch % 12 for note in notes if note.pitch is not None} == {0, 4, 7}
    assert all(note.pitch is not None and abs(note.pitch - 60) <= 7 for note in notes)


def test_a_note_lasts_as_long_as_it_is_held() -> None:
    [notes] = play("bass", bar())

    assert [note.seconds for note in notes] == [0.25, 0.125, 1.0]


def test_the_bass_plays_root_fifth_and_octave() -> None:
    [notes] = play("bass", bar(), centre=36)

    assert [note.pitch for note in notes] == [36, 43, 48]


def test_swing_delays_every_second_step() -> None:
    [notes] = play("arp", bar(), swing=0.5, rhythm="xx..............")

    assert notes[1].start - notes[0].start == pytest.approx(0.1875, abs=0.01)


def test_a_melody_stays_in_its_scale_and_range() -> None:
    bars = play("melody", *(bar(k) for k in range(40)), rhythm="x-x-x-x-x-x-x-x-", centre=72)

    pitches = [note.pitch for notes in bars for note in notes if note.pitch is not None]
    assert {pitch % 12 for pitch in pitches} <= {0, 2, 4, 5, 7, 9, 11}
    assert 60 <= min(pitches) < max(pitches) <= 86
    assert len(set(pitches)) > 4


def test_a_melody_meets_the_chord_on_the_strong_beats() -> None:
    bars = play("melody", *(bar(k) for k in range(8)))

    assert all(notes[0].pitch is not None and notes[0].pitch % 12 in {0, 4, 7} for notes in bars)


def test_a_fill_waits_for_the_end_of_a_section() -> None:
    plain, turn = play("fill", bar(), bar(1, is_turn=True))

    assert (len(plain), len(turn)) == (0, 3)


def test_in_the_last_bar_a_drum_has_one_stroke() -> None:
    [notes] = play("drum", bar(is_last=True))

    assert [note.pitch for note in notes] == [None]


@pytest.mark.parametrize("part", ["bass", "melody", "chords"])
def test_in_the_last_bar_tones_are_held_to_the_end(part: str) -> None:
    [notes] = play(part, bar(is_last=True))

    assert all(note.seconds == 2.0 for note in notes)
