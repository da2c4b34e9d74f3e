"""The journal: what is written down outlives everybody, and nothing is done by two."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from agent.core.errors import LocalError
from agent.core.state import WishState
from agent.world import journal
from agent.world.journal import Journal
from tests.agent.world.rows import TALK, crowd, expire, job
from tests.patience import HANG_S

if TYPE_CHECKING:
    from pathlib import Path


# The file


def test_a_full_disk_is_told_and_what_comes_after_it_is_written(mine: Journal) -> None:
    pages = mine.db.execute("PRAGMA page_count").fetchone()[0]
    mine.db.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(LocalError, match="disk: database or disk is full"):
        mine.keep_talk(replace(TALK, title="x" * 1_000_000))
    mine.db.execute("PRAGMA max_page_count = 1000000")
    mine.keep_talk(TALK)

    assert mine.talks() == [TALK]


def test_the_file_is_for_the_person_alone(mine: Journal) -> None:
    assert stat.S_IMODE(mine.path.parent.stat().st_mode) == 0o700


def test_every_word_is_on_the_disk_before_it_is_answered(mine: Journal) -> None:
    assert mine.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert mine.db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_a_journal_knows_how_old_it_is(mine: Journal) -> None:
    mine.keep_talk(TALK)

    again = Journal(mine.path)

    assert again.db.execute("PRAGMA user_version").fetchone() == (len(journal.MIGRATIONS),)
    assert again.talks() == [TALK]
    again.close()


def test_a_journal_of_an_earlier_release_is_brought_up_to_date(
    mine: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine.keep_talk(TALK)
    later = (*journal.MIGRATIONS, "ALTER TABLE jobs ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
    monkeypatch.setattr(journal, "MIGRATIONS", later)

    again = Journal(mine.path)
    again.add_job(job())

    assert again.db.execute("SELECT mood FROM jobs").fetchall() == [("",)]
    assert again.talks() == [TALK]
    again.close()


def test_a_migration_that_fails_leaves_everything_as_it_was(
    mine: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = (*journal.MIGRATIONS, "CREATE TABLE moods (a); CREATE TABLE talks (a)")
    monkeypatch.setattr(journal, "MIGRATIONS", later)

    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        Journal(mine.path)

    tables = {name for (name,) in mine.db.execute("SELECT name FROM sqlite_master")}
    assert "moods" not in tables


# Conversations


def test_a_conversation_is_found_by_the_beginning_of_its_id(mine: Journal) -> None:
    mine.keep_talk(TALK)
    mine.keep_talk(replace(TALK, id="aaab2222"))

    assert mine.talk("aaaa") == TALK
    assert mine.talk("aaa") is None
    assert mine.talk("b") is None


@pytest.mark.parametrize("id_", ["", "%", "_", "____1111", "!", "' OR 1=1 --"])
def test_no_pattern_finds_a_conversation(mine: Journal, id_: str) -> None:
    mine.keep_talk(TALK)

    assert mine.talk(id_) is None
    assert mine.job(id_) is None


def test_the_conversation_last_used_is_gone_on_with(mine: Journal) -> None:
    for id_, backend, used in (("1", "cloud", 5.0), ("2", "studio", 7.0), ("3", "cloud", 3.0)):
        mine.keep_talk(replace(TALK, id=id_, backend=backend, used=used))

    found = [
        mine.last_talk("/films", "video-prompt", backend) for backend in ("cloud", "studio", "")
    ]

    assert [one.id for one in found if one] == ["1", "2", "2"]
    assert mine.last_talk("/else", "video-prompt", "") is None
    assert mine.last_talk("/films", "other-skill", "") is None


def test_a_conversation_is_written_over_by_its_id(mine: Journal) -> None:
    mine.keep_talk(TALK)

    mine.keep_talk(replace(TALK, title="日落", memory={"session": "s"}, used=9.0))

    (found,) = mine.talks()
    assert (found.title, found.memory, found.used) == ("日落", {"session": "s"}, 9.0)


def test_a_title_is_changed(mine: Journal) -> None:
    mine.keep_talk(TALK)

    mine.rename_talk(TALK.id, "Waves")

    assert [one.title for one in mine.talks()] == ["Waves"]


def test_a_conversation_is_forgotten_with_all_that_belongs_to_it(mine: Journal) -> None:
    mine.keep_talk(TALK)
    mine.add_job(job())
    mine.tell("j1", {"said": 1})

    mine.delete_talk(TALK.id)

    assert (mine.talks(), mine.jobs(), mine.told("j1")) == ([], [], [])


# Wishes


def test_the_same_wish_is_given_back_while_it_runs(mine: Journal) -> None:
    first = mine.add_job(job("j1", wish="a sunset"))

    second = mine.add_job(job("j2", wish="a sunset"))

    assert second.id == first.id
    assert [one.id for one in mine.jobs()] == ["j1"]


@pytest.mark.parametrize(
    "other",
    [
        {"wish": "a sunrise"},
        {"kind": "export"},
        {"talk": "another"},
        {"order": {"legs": []}},
    ],
)
def test_another_wish_is_another(mine: Journal, other: dict[str, Any]) -> None:
    mine.add_job(job("j1", wish="a sunset"))

    found = mine.add_job(job("j2", **({"wish": "a sunset"} | other)))

    assert found.id == "j2"


def test_a_wish_that_is_over_may_be_said_again(mine: Journal) -> None:
    mine.add_job(job("j1", wish="a sunset"))
    mine.take("j1")
    mine.mark("j1", WishState.DONE, {})

    assert mine.add_job(job("j2", wish="a sunset")).id == "j2"


def test_wishes_are_listed_from_the_newest(mine: Journal) -> None:
    for number in (2, 3, 1):
        mine.add_job(job(f"j{number}", float(number)))
    mine.add_job(job("k9", 9.0, talk="another"))

    assert [one.id for one in mine.jobs()] == ["k9", "j3", "j2", "j1"]
    assert [one.id for one in mine.jobs(TALK.id)] == ["j3", "j2", "j1"]


def test_what_somebody_is_at_nobody_else_takes(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())

    taken = theirs.take("j1")

    assert taken is not None
    assert mine.take("j1") is None
    assert theirs.take("j1") is None  # and neither does it a second time itself


def test_what_has_been_left_is_taken(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())
    theirs.take("j1")

    theirs.leave("j1")

    assert mine.take("j1") is not None


def test_what_is_over_or_not_there_is_not_taken(mine: Journal) -> None:
    mine.add_job(job(state="done"))

    assert mine.take("j1") is None
    assert mine.take("j2") is None


def test_a_lease_that_ran_out_is_nobodys(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())
    theirs.take("j1")

    expire(mine)

    assert mine.take("j1") is not None


@pytest.mark.parametrize("owner", ["before:1", "dead"])
def test_the_work_of_the_dead_is_taken_over(mine: Journal, owner: str) -> None:
    if owner == "dead":
        with subprocess.Popen([sys.executable, "-c", ""]) as gone:
            gone.wait()
        owner = f"{journal._boot()}:{gone.pid}"
    mine.add_job(job())
    mine.db.execute("UPDATE jobs SET owner=?, expires=9e12", (owner,))

    assert mine.take("j1") is not None


@pytest.mark.parametrize("pid", ["1", "no-number"])
def test_whoever_may_be_alive_is_left_alone(mine: Journal, pid: str) -> None:
    mine.add_job(job())
    mine.db.execute("UPDATE jobs SET owner=?, expires=9e12", (f"{journal._boot()}:{pid}",))

    assert mine.take("j1") is None


@pytest.mark.parametrize(("first", "second"), [("j1", "j2"), ("j2", "j1")])
def test_one_wish_of_a_conversation_is_done_at_a_time(
    mine: Journal, theirs: Journal, first: str, second: str
) -> None:
    mine.add_job(job("j1", 1.0))
    mine.add_job(job("j2", 2.0))

    assert theirs.take(first) is not None
    assert mine.take(second) is None
    theirs.mark(first, WishState.DONE, {})
    assert mine.take(second) is not None


def test_conversations_do_not_wait_for_each_other(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job("j1"))
    mine.add_job(job("k1", 2.0, talk="another"))
    theirs.take("j1")

    assert mine.take("k1") is not None


@pytest.mark.parametrize("kind", sorted(journal.READERS))
def test_what_only_reads_waits_for_nobody_and_holds_up_nobody(
    mine: Journal, theirs: Journal, kind: str
) -> None:
    mine.add_job(job("j1"))
    mine.add_job(job("r1", 2.0, kind=kind))
    mine.add_job(job("r2", 3.0, kind=kind))

    assert theirs.take("r1") is not None
    assert theirs.take("j1") is not None
    assert mine.take("r2") is not None


def test_only_the_owner_writes_down_how_far_it_is(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())
    theirs.take("j1")

    assert not mine.mark("j1", WishState.SENDING, {"leg": 1})
    assert not mine.mark("gone", WishState.SENDING, {})
    assert theirs.mark("j1", WishState.SENDING, {"leg": 0})
    found = mine.job("j1")
    assert found is not None
    assert (found.state, found.facts) == ("sending", {"leg": 0})


def test_who_slept_through_its_lease_sends_nothing(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())
    theirs.take("j1")
    expire(mine)
    mine.take("j1")

    assert not theirs.mark("j1", WishState.SENDING, {})


def test_who_slept_through_its_lease_and_took_it_again_has_two_numbers(mine: Journal) -> None:
    """Two threads of one process are the same owner: the number of the lease tells them apart."""
    mine.add_job(job())
    first = mine.take("j1")
    expire(mine)
    second = mine.take("j1")
    assert first
    assert second

    assert not mine.mark("j1", WishState.SENDING, {}, first.fence)
    assert not mine.hold("j1", first.fence)
    mine.finish("j1", {"by": "first"}, first.fence)
    mine.leave("j1", first.fence)

    assert mine.mark("j1", WishState.SENDING, {}, second.fence)
    assert mine.hold("j1", second.fence)
    assert [one.answer for one in mine.jobs()] == [{}]


def test_nothing_is_begun_again_that_is_over(mine: Journal) -> None:
    mine.add_job(job())
    mine.take("j1")
    mine.mark("j1", WishState.DONE, {})

    assert not mine.mark("j1", WishState.SENDING, {"leg": 3})
    assert mine.mark("j1", WishState.NEEDS_USER, {})  # an end may be told more exactly
    assert [(one.state, one.facts) for one in mine.jobs()] == [("needs_user", {})]


def test_who_has_lost_its_lease_hears_it(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())
    mine.take("j1")
    expire(mine)
    theirs.take("j1")

    assert not mine.hold("j1")
    assert theirs.hold("j1")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told by /proc")
def test_who_is_dead_and_not_asked_for_is_dead(mine: Journal) -> None:
    mine.add_job(job())
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as gone:
        assert gone.stdout
        gone.stdout.read()
        until = time.monotonic() + HANG_S
        while not journal._is_zombie(gone.pid) and time.monotonic() < until:
            time.sleep(0.01)
        owner = f"{journal._boot()}:{gone.pid}"
        mine.db.execute("UPDATE jobs SET owner=?, expires=9e12", (owner,))

        assert mine.take("j1") is not None


def test_a_wish_is_orphaned_when_its_owner_has_died(mine: Journal) -> None:
    mine.add_job(job())
    mine.db.execute("UPDATE jobs SET owner='before:1', expires=9e12")

    assert [one.is_orphaned(2.0) for one in mine.jobs()] == [True]
    mine.take("j1")
    assert [one.is_orphaned(2.0) for one in mine.jobs()] == [False]
    mine.leave("j1")
    assert [one.is_orphaned(2.0) for one in mine.jobs()] == [False]


def test_facts_stay_until_there_are_others(mine: Journal) -> None:
    mine.add_job(job())
    mine.take("j1")
    mine.mark("j1", WishState.SENDING, {"leg": 0})

    mine.mark("j1", WishState.DONE, {})

    found = mine.job("j1")
    assert found is not None
    assert (found.state, found.facts, found.is_over) == ("done", {"leg": 0}, True)


def test_what_it_came_to_is_written_down_by_the_owner_alone(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())
    mine.take("j1")

    theirs.finish("j1", {"ok": False})
    mine.finish("j1", {"ok": True})

    assert [one.answer for one in mine.jobs()] == [{"ok": True}]


def test_holding_on_makes_the_lease_longer(mine: Journal) -> None:
    mine.add_job(job())
    mine.take("j1")
    expire(mine)

    assert mine.hold("j1")
    found = mine.job("j1")
    assert found is not None
    assert found.expires > found.born + 1e6


def test_who_works_on_it_hears_that_it_should_stop(mine: Journal, theirs: Journal) -> None:
    mine.add_job(job())
    mine.take("j1")

    theirs.stop("j1")

    assert not mine.hold("j1")
    assert [one.state for one in mine.jobs()] == ["queued"]


def test_what_nobody_works_on_stops_at_once(mine: Journal) -> None:
    mine.add_job(job())

    mine.stop("j1")
    mine.stop("j1")
    mine.stop("gone")

    assert [one.state for one in mine.jobs()] == ["stopped"]
    assert mine.take("j1") is None


def test_what_is_forgotten_is_held_by_nobody(mine: Journal) -> None:
    mine.add_job(job())
    mine.take("j1")
    mine.tell("j1", {"said": 1})

    mine.forget("j1")

    assert not mine.hold("j1")
    assert (mine.jobs(), mine.told("j1")) == ([], [])


def test_what_was_said_is_told_in_order(mine: Journal, theirs: Journal) -> None:
    for number, teller in enumerate((mine, theirs, mine), 1):
        teller.tell("j1", {"said": f"第{number}"})
    mine.tell("j2", {"said": "else"})

    assert mine.told("j1", 1) == [(2, {"said": "第2"}), (3, {"said": "第3"})]


def test_lone_halves_of_letters_are_no_hindrance(mine: Journal) -> None:
    mine.tell("j1", {"said": "\ud800"})

    assert mine.told("j1") == [(1, {"said": "\ud800"})]


# Two processes


def test_many_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new/journal.sqlite3"

    said = crowd(path, 4)

    held = Journal(path)
    told = held.told("j1")
    held.close()
    assert [number for number, _ in told] == list(range(1, 161))
    assert len({(one["by"], one["number"]) for _, one in told}) == 160
    assert said == ["late"] * 4  # a wish that nobody wrote down is nobody's


def test_of_many_processes_one_takes_a_wish(mine: Journal) -> None:
    mine.add_job(job())

    assert crowd(mine.path, 3) == ["late", "late", "taken"]


def test_eight_threads_may_share_it(mine: Journal) -> None:
    together = threading.Barrier(8)

    def work(number: int) -> int:
        together.wait(HANG_S)
        for _ in range(20):
            mine.tell("j1", {"said": number})
            mine.keep_talk(replace(TALK, id=f"t{number}"))
            mine.jobs()
        return number

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == list(range(8))

    assert [number for number, _ in mine.told("j1")] == list(range(1, 161))
    assert len(mine.talks()) == 8


def test_eight_threads_may_open_it_at_once(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def work(number: int) -> None:
        together.wait(HANG_S)
        own = Journal(tmp_path / "new" / "journal.sqlite3")
        own.tell("j1", {"said": number})
        own.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

    journal = Journal(tmp_path / "new" / "journal.sqlite3")
    assert len(journal.told("j1")) == 8
    journal.close()
