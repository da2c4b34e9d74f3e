"""Where a command finds its conversation."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agent.core.conversation import Action
from agent.core.errors import LocalError
from agent.core.failure_kind import FailureKind
from agent.core.notices import Failed
from agent.session import workspace as workspaces
from agent.skill import profile
from agent.speech import notice_text, words
from agent.world import backends
from tests.agent.skill.test_skill_md import BEACH

if TYPE_CHECKING:
    from agent.session.workspace import Workspace
    from agent.world.journal import ConversationRow


def talk(workspace: Workspace, backend: str = "", **more: object) -> ConversationRow:
    """The conversation that a command would go on in."""
    return workspace.talk(
        str(more.get("skill", "")),
        backend,
        session=str(more.get("session", "")),
        is_new=bool(more.get("is_new")),
        wish=str(more.get("wish", "waves")),
    )


def under(workspace: Workspace, **environment: str) -> Workspace:
    """The same desk in another environment."""
    return replace(workspace, environment={**os.environ, **environment})


def test_a_command_goes_on_where_the_last_one_was(workspace: Workspace) -> None:
    first = talk(workspace)

    assert talk(workspace).id == first.id
    assert talk(workspace, "auto").id == first.id
    assert talk(workspace, "cloud").id == first.id


@pytest.mark.parametrize(
    ("backend", "more"),
    [
        ("", {"is_new": True}),
        ("studio", {}),
        ("http://127.0.0.1:1", {}),
        ("", {"skill": profile.product().profiles[-1].name}),
    ],
)
def test_another_skill_or_backend_is_another_conversation(
    workspace: Workspace, backend: str, more: dict[str, object]
) -> None:
    first = talk(workspace)

    assert talk(workspace, backend, **more).id != first.id


def test_another_folder_is_another_conversation(workspace: Workspace, tmp_path: Path) -> None:
    first = talk(workspace)

    assert talk(replace(workspace, folder=tmp_path)).id != first.id


def test_a_conversation_that_went_to_the_studio_stays_there(workspace: Workspace) -> None:
    row = talk(workspace)
    chat = workspace.conversation(row)
    chat.backend, chat.base, chat.web = "studio", backends.STUDIO, backends.STUDIO
    workspace.keep(chat, row)

    assert talk(workspace).id == row.id
    assert talk(workspace, "cloud").id != row.id


def test_what_a_session_has_by_now_is_remembered(workspace: Workspace) -> None:
    row = talk(workspace)
    chat = workspace.conversation(row)
    chat.uploads = {"/v/a.mov": (10, 1_700_000_000_000_000_001)}
    workspace.keep(chat, row)

    kept = workspace.journal.talk(row.id)
    assert kept is not None
    assert workspace.conversation(kept).uploads == chat.uploads


def test_pages_that_were_kept_with_another_site_are_the_backends_own(workspace: Workspace) -> None:
    row = talk(workspace, "http://127.0.0.1:1")
    kept = replace(row, memory={**row.memory, "web": backends.WEB})

    assert workspace.conversation(kept).web == "http://127.0.0.1:1"


def test_auto_does_not_go_on_with_somebody_elses_backend(workspace: Workspace) -> None:
    other = talk(workspace, "http://127.0.0.1:1")

    assert talk(workspace).id != other.id


def test_a_conversation_is_gone_on_with_by_its_id(workspace: Workspace) -> None:
    first = talk(workspace)
    talk(workspace, is_new=True)

    assert talk(workspace, session=first.id[:6]).id == first.id


def test_a_conversation_there_is_not_is_told(workspace: Workspace) -> None:
    with pytest.raises(LocalError, match="no_session: nowhere"):
        talk(workspace, session="nowhere")


def test_a_skill_there_is_not_is_told_with_those_there_are(workspace: Workspace) -> None:
    with pytest.raises(LocalError) as caught:
        talk(workspace, skill="no-such-skill")

    assert caught.value.kind == "no_skill"
    for language in words.LANGUAGES:
        (said,) = notice_text.rows(
            Failed(FailureKind.NO_SKILL, about=caught.value.about), words.words(language)
        )
        assert "no-such-skill" in said
        assert profile.product().profiles[0].name in said


def test_the_environment_names_skill_and_backend(workspace: Workspace) -> None:
    name = profile.product().profiles[-1].name

    row = talk(under(workspace, REELTALK_SKILL=name, REELTALK_BACKEND="http://127.0.0.1:1/"))

    assert (row.profile, row.backend) == (name, "http://127.0.0.1:1")


def test_the_language_of_a_wish_is_that_of_its_session(workspace: Workspace) -> None:
    detected = next(
        one for one in profile.product().profiles if one.session_language == profile.DETECTED
    )

    row = talk(workspace, skill=detected.name, wish="夕日の動画をつくって")

    assert row.memory["language"] == "ja"


def test_a_conversation_is_remembered_but_for_its_token(workspace: Workspace) -> None:
    row = talk(workspace)
    chat = workspace.conversation(row)
    chat.session, chat.task, chat.bind, chat.token = "s1", "t1", "b1", "canary"
    chat.title, chat.offers = "Waves", (Action("edit", "fade it out"),)

    workspace.keep(chat, row)

    (kept,) = workspace.journal.talks()
    again = workspace.conversation(kept)
    assert (again.session, again.task, again.bind, again.title) == ("s1", "t1", "b1", "Waves")
    assert again.offers == (Action("edit", "fade it out"),)
    assert again.token == ""
    assert "canary" not in repr(kept.memory)


def test_a_token_of_ones_own_is_used_for_the_cloud_and_not_for_the_studio(
    workspace: Workspace,
) -> None:
    own = under(workspace, NEMO_TOKEN=" canary\n")  # noqa: S106 - it is searched for

    cloud, studio = (own.conversation(talk(own, name)) for name in ("cloud", "studio"))

    assert (cloud.token, cloud.has_own_token) == ("canary", True)
    assert (studio.token, studio.has_own_token) == ("", False)


def test_the_same_wish_is_one_job_while_it_runs(workspace: Workspace) -> None:
    first = workspace.job("t1", "say", "waves", {"legs": []})

    assert workspace.job("t1", "say", "waves", {"legs": []}).id == first.id
    assert len(first.id) == 8


def test_where_nothing_can_be_written_it_says_so(home: Path) -> None:
    (home / "own").mkdir()
    (home / "own/state").mkdir()
    (home / "own/state/journal.sqlite3").mkdir()

    with pytest.raises(LocalError, match="disk"):
        workspaces.open_workspace(os.environ, home)


# X-Skill-Platform


@pytest.mark.parametrize(
    ("environment", "installed", "name"),
    [
        ({}, "/usr/lib/python3/agent/desk.py", "unknown"),
        ({}, "{home}/.clawhub/skills/reeltalk/desk.py", "clawhub"),
        ({}, "{home}/.cursor/skills/reeltalk/desk.py", "cursor"),
        ({}, "{home}/.cursor/extensions/desk.py", "unknown"),
        ({"SKILL_SOURCE": "my-host"}, "{home}/.clawhub/desk.py", "my-host"),
        ({"SKILL_SOURCE": "  "}, "{home}/.clawhub/desk.py", "clawhub"),
        ({"SKILL_SOURCE": "a\nX-Evil: 1"}, "/usr", "unknown"),
        ({"SKILL_SOURCE": "主机"}, "/usr", "unknown"),
        ({"REELTALK_SKILL_PATH": "{home}/.cursor/skills/x/SKILL.md"}, "/usr", "cursor"),
    ],
)
def test_the_platform_is_told_by_where_we_are_installed(
    home: Path, environment: dict[str, str], installed: str, name: str
) -> None:
    said = {key: value.format(home=home) for key, value in environment.items()}

    found = workspaces.platform({"HOME": str(home)} | said, Path(installed.format(home=home)))

    assert found == name


def test_a_skill_in_a_file_is_a_conversation_of_its_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    at = tmp_path / "SKILL.md"
    at.write_text(BEACH)
    first = talk(workspace)

    row = talk(workspace, skill=str(at))
    chat = workspace.conversation(row)

    assert (row.id != first.id, row.profile, row.skill) == (True, str(at), "beach-clips")
    assert (chat.source, chat.version, chat.limits.max_mb) == ("beach-clips", "2.3.1", 50)
    assert talk(workspace, skill=str(at)).id == row.id


def test_a_conversation_goes_on_where_the_file_of_its_skill_is_gone(
    workspace: Workspace, tmp_path: Path
) -> None:
    at = tmp_path / "SKILL.md"
    at.write_text(BEACH)
    row = talk(workspace, skill=str(at))
    workspace.keep(workspace.conversation(row), row)
    at.unlink()

    chat = workspace.conversation(talk(workspace, session=row.id))

    assert (chat.source, chat.version, chat.limits.media) == (
        "beach-clips",
        "2.3.1",
        ("mp4", "mov", "jpg"),
    )


def test_a_file_that_is_no_skill_is_told(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(LocalError) as caught:
        talk(workspace, skill=str(tmp_path))

    assert (caught.value.kind, caught.value.about) == ("skill_folder", str(tmp_path))


def test_the_platform_is_told_by_where_a_skill_lies(workspace: Workspace, tmp_path: Path) -> None:
    at = tmp_path / ".cursor" / "skills" / "beach" / "SKILL.md"
    at.parent.mkdir(parents=True)
    at.write_text(BEACH)

    assert workspace.conversation(talk(workspace, skill=str(at))).platform == "cursor"
