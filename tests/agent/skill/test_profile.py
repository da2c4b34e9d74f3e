"""The product's page: what it must hold, and that whatever is wrong in it is pointed at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from agent.skill import profile, yaml_document
from tests import pages as tables

if TYPE_CHECKING:
    from agent.skill.profile import Profile, Span

PAGE: Final = profile.path().read_text("utf-8")
DOCUMENTS: Final[dict[str, dict[str, Any]]] = tables.load(
    Path(__file__).with_name("documents.yaml").read_bytes()
)

each_skill = pytest.mark.parametrize("name", DOCUMENTS)


def skill(name: str) -> Profile:
    return profile.product().profile(name)


def in_words(span: Span) -> str:
    """A duration as the documents write it."""
    if span.from_s % 60 or span.to_s % 60:
        return f"{span.from_s}-{span.to_s} seconds"
    return f"{span.from_s // 60}-{span.to_s // 60} minutes"


def written(tmp_path: Path, *swaps: tuple[str, str]) -> Path:
    """The page with some of its lines written otherwise, each once."""
    said = PAGE
    for old, new in swaps:
        assert old in said
        said = said.replace(old, new, 1)
    at = tmp_path / "skill.yaml"
    at.write_text(said, "utf-8")
    return at


def without(tmp_path: Path, beginning: str) -> Path:
    """The page without the first line that begins so, and without what is set in below it."""
    lines = PAGE.splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if line.startswith(beginning))
    inset = " " * (len(beginning) - len(beginning.lstrip()) + 1)
    beyond = first + 1
    while beyond < len(lines) and lines[beyond].startswith((inset, "\n")):
        beyond += 1
    at = tmp_path / "skill.yaml"
    at.write_text("".join(lines[:first] + lines[beyond:]), "utf-8")
    return at


def line_of(said: str) -> int:
    """The number of the line in which the page first says so."""
    return PAGE[: PAGE.index(said)].count("\n") + 1


def test_the_page_has_the_skills_of_the_documents_in_their_order() -> None:
    names = [one.name for one in profile.product().profiles]

    assert list(DOCUMENTS) == names


@each_skill
def test_a_skill_opens_as_its_document_does(name: str) -> None:
    document, ours = DOCUMENTS[name], skill(name)

    assert document["greeting"] == ours.greeting
    assert document["samples"] == list(ours.samples)
    assert document["connecting"] == ours.connecting


@each_skill
def test_a_skill_asks_for_the_session_language_of_its_document(name: str) -> None:
    assert DOCUMENTS[name]["session_language"] == skill(name).session_language


@each_skill
def test_a_skill_calls_itself_as_its_document_does(name: str) -> None:
    document, ours = DOCUMENTS[name], skill(name)

    assert document["heading"] == f"{ours.title} — {ours.subtitle}"
    assert all(sentence in ours.summary for sentence in document["summary"])


@each_skill
def test_a_skill_has_the_example_of_its_document(name: str) -> None:
    said, ours = DOCUMENTS[name]["example"], skill(name)

    for part in (ours.example.upload, ours.example.say, ours.example.get, in_words(ours.takes)):
        assert part in said


@each_skill
def test_a_skill_notes_what_its_document_notes(name: str) -> None:
    assert DOCUMENTS[name]["worth_noting"] == skill(name).worth_noting


@each_skill
def test_a_skill_names_the_topics_of_its_document(name: str) -> None:
    *some, last = skill(name).topics

    named = f"User prompts referencing {', '.join(some)}, or {last} get routed"

    assert DOCUMENTS[name]["topics"].startswith(named)


@each_skill
def test_a_skill_accepts_the_files_of_its_document(name: str) -> None:
    assert DOCUMENTS[name]["media"] == f"{', '.join(skill(name).media)}."


@each_skill
def test_a_skill_reads_the_text_documents_among_what_goes_smoothest(name: str) -> None:
    ours = skill(name)
    readable = {"TXT", "DOCX", "PDF", "SRT"}

    assert [kind.lower() for kind in ours.smoothest if kind in readable] == list(ours.documents)


@each_skill
def test_a_skill_renders_as_its_document_promises(name: str) -> None:
    said, ours = DOCUMENTS[name]["render"], skill(name)

    assert f"({ours.export.codec}, up to {ours.export.largest})" in said
    assert f"within {in_words(ours.render_takes)}" in said


@each_skill
def test_a_skill_sends_the_output_that_all_documents_ask_for(name: str) -> None:
    ours = skill(name).export

    assert (ours.container, ours.quality) == ("mp4", "high")


@each_skill
def test_a_skill_gives_the_tips_of_its_document(name: str) -> None:
    document, ours = DOCUMENTS[name], skill(name)
    size = f"Max file size is {ours.max_mb}MB. Stick to {', '.join(ours.smoothest)} for"

    assert document["tips"] == list(ours.tips)
    assert ours.tips[1].startswith(size)
    assert ours.tips[2] == f"{ours.export.note.removesuffix('.')}."


@each_skill
def test_a_skill_recommends_the_workflows_of_its_document(name: str) -> None:
    ours = [f"{one.name}: {one.steps}" for one in skill(name).workflows]

    assert DOCUMENTS[name]["workflows"] == ours


def test_the_backend_of_the_documents_is_the_default() -> None:
    (address,) = [one for one in profile.product().env if one.name == "NEMO_API_URL"]

    assert address.default == "https://mega-api-prod.nemovideo.ai"


def test_only_the_token_is_secret_and_nothing_is_required() -> None:
    variables = profile.product().env

    assert [one.name for one in variables if one.secret] == ["NEMO_TOKEN"]
    assert [one.name for one in variables if one.required] == []


def test_a_profile_is_found_by_its_name() -> None:
    assert profile.product().profile("video-prompt").title == "Video Prompt"


def test_the_default_profile_is_the_one_without_a_name() -> None:
    product = profile.product()

    assert product.default_profile == product.profile().name


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"no skill 'fax'; there are .*video-prompt"):
        profile.product().profile("fax")


def test_the_page_is_read_once() -> None:
    assert profile.product() is profile.product()


@pytest.mark.parametrize("key", sorted(profile.Product.__slots__))
def test_a_slip_in_a_key_of_the_page_is_pointed_at(tmp_path: Path, key: str) -> None:
    at = written(tmp_path, (f"\n{key}:", f"\nx-{key}:"))

    with pytest.raises(yaml_document.YamlDocumentError) as caught:
        profile.load(at)

    number = line_of(f"\n{key}:") + 1
    assert f"{at}, line {number}: the page has a key that is not known: 'x-{key}'" == str(
        caught.value
    )


@pytest.mark.parametrize("key", sorted(profile.Product.__slots__))
def test_a_page_without_a_key_is_refused(tmp_path: Path, key: str) -> None:
    at = without(tmp_path, f"{key}:")

    with pytest.raises(
        yaml_document.YamlDocumentError, match=rf"line \d+: the page has no '{key}'"
    ):
        profile.load(at)


@pytest.mark.parametrize(
    "key", sorted(set(profile.Profile.__slots__) - {"name", "path", "missing"})
)
def test_a_profile_without_a_key_is_refused(tmp_path: Path, key: str) -> None:
    at = without(tmp_path, f"    {key}:")

    with pytest.raises(yaml_document.YamlDocumentError) as caught:
        profile.load(at)

    start = line_of("  - name: jupiter-text-to-video")
    assert f"{at}, line {start}: profiles[1] has no {key!r}" == str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("version: 1.0.0", "version: 1.0", "version should be three numbers such as 1.0.0"),
        ("version: 1.0.0", "version: 1.0.x", "version should be three numbers such as 1.0.0"),
        ("author: The", "author: [The", "expected ',' or ']'"),
        ("license: MIT", "license:", "license should be text"),
        ("tags: [video,", "tags: video #", "tags should be a list"),
        ("tags: [video,", "tags: [[video],", "tags[1] should be text"),
        ("required: false", "required: no", "env[1].required should be true or false, not 'no'"),
        ("secret: true", "secrt: true", "env[1] has a key that is not known: 'secrt'"),
        ("  - name: explain", "  - explain", "mapping values are not allowed"),
        ("max_mb: 500", "max_mb: 500 MB", "profiles[1].max_mb should be a whole number above"),
        ("max_mb: 500", "max_mb: 0", "profiles[1].max_mb should be a whole number above zero"),
        ("max_mb: 500", "max_mb: -5", "profiles[1].max_mb should be a whole number above zero"),
        ("max_mb: 500", "max_mb: ٥", "profiles[1].max_mb should be a whole number above zero"),
        ("max_mb: 500", "max_mb: {a: 1}", "profiles[1].max_mb should be text"),
        ("max_mb: 500", "max_mb: 5\n    max_mb: 5", "profiles[1] has a key twice: 'max_mb'"),
        ("from_s: 60, to_s: 120", "from_s: 60, to_s: 9", "profiles[1].takes.to_s is less than"),
        ("from_s: 60, to_s: 120", "from_s: 60", "profiles[1].takes has no 'to_s'"),
        ("{from_s: 60, to_s: 120}", "1-2 min", "profiles[1].takes should be a group of keys"),
        ("from_s: 60", "from: 60", "profiles[1].takes has a key that is not known: 'from'"),
        ("codec: H.264", "codek: H.264", "profiles[1].export has a key that is not known"),
        ("      get: a", "      got: a", "profiles[1].example has a key that is not known: 'got'"),
        ("- name: jupiter", "- name: Jupiter", "profiles[1].name should be small letters, digits"),
        ("- name: jupiter", "- name: ../jup", "profiles[1].name should be small letters, digits"),
        ("- name: jupiter", "- nome: jupiter", "profiles[1] has a key that is not known: 'nome'"),
        ("steps: Upload", "stops: Upload", "profiles[1].workflows[1] has a key that is not known"),
        ("default_profile: v", "default_profile: w", "default_profile names no profile: 'wideo-"),
    ],
)
def test_what_is_wrong_in_the_page_is_pointed_at(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    at = written(tmp_path, (old, new))

    with pytest.raises(yaml_document.YamlDocumentError) as caught:
        profile.load(at)

    assert str(caught.value).startswith(f"{at}, line ")
    assert complaint in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("max_mb: 500", "max_mb: many"),
        ("license: MIT", "license:"),
        ("required: false", "required: perhaps"),
        ("codec: H.264", "codec: ''"),
        ("default_profile: video-prompt", "default_profile: fax"),
    ],
)
def test_a_mistake_is_pointed_at_in_its_line(tmp_path: Path, old: str, new: str) -> None:
    at = written(tmp_path, (old, new))

    with pytest.raises(yaml_document.YamlDocumentError, match=f", line {line_of(old)}: "):
        profile.load(at)


def test_a_profile_that_is_there_twice_is_pointed_at(tmp_path: Path) -> None:
    at = written(tmp_path, ("name: text-to-video-high-quality", "name: video-prompt"))

    with pytest.raises(yaml_document.YamlDocumentError) as caught:
        profile.load(at)

    number = line_of("  - name: text-to-video-high-quality")
    assert f"{at}, line {number}: profiles[2].name is there twice: 'video-prompt'" == str(
        caught.value
    )
