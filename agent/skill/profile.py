"""`skill.yaml` as dataclasses: the product, its profiles, variables and commands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from agent.skill import version, yaml_document

if TYPE_CHECKING:
    from agent.skill.yaml_document import YamlValue

DETECTED: Final = "detected"  # the session language is the one the person writes in


@dataclass(frozen=True, slots=True)
class Span:
    """How long something takes, as the document promises it."""

    from_s: int
    to_s: int


@dataclass(frozen=True, slots=True)
class Example:
    """The quick example: what is handed over, what is said, what comes back."""

    upload: str
    say: str
    get: str


@dataclass(frozen=True, slots=True)
class Export:
    """What a finished video is."""

    container: str
    codec: str
    largest: str
    quality: str
    note: str


@dataclass(frozen=True, slots=True)
class Workflow:
    """A way of working that the document recommends."""

    name: str
    steps: str


@dataclass(frozen=True, slots=True)
class Profile:
    """One skill. `name` and `version` are what the attribution headers say."""

    name: str
    version: str
    title: str
    subtitle: str
    summary: str
    greeting: str
    samples: tuple[str, ...]
    connecting: str
    session_language: str
    example: Example
    worth_noting: str
    topics: tuple[str, ...]
    media: tuple[str, ...]
    smoothest: tuple[str, ...]
    documents: tuple[str, ...]
    max_mb: int
    takes: Span
    render_takes: Span
    export: Export
    tips: tuple[str, ...]
    workflows: tuple[Workflow, ...]
    path: str = ""  # of the file it was read from, where it is none of ours
    missing: tuple[str, ...] = ()  # what that file does not say

    @property
    def key(self) -> str:
        """What it is asked for by."""
        return self.path or self.name


@dataclass(frozen=True, slots=True)
class Variable:
    """An environment variable that is listened to."""

    name: str
    description: str
    required: bool
    secret: bool
    default: str


@dataclass(frozen=True, slots=True)
class Command:
    """A verb of the command line, in a sentence."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class Product:
    """The whole of `skill.yaml`."""

    name: str
    version: str
    description: str
    author: str
    license: str
    homepage: str
    tags: tuple[str, ...]
    env: tuple[Variable, ...]
    commands: tuple[Command, ...]
    default_profile: str
    profiles: tuple[Profile, ...]

    def profile(self, name: str = "") -> Profile:
        """The profile of that name, or the default one."""
        wanted = name or self.default_profile
        for profile in self.profiles:
            if profile.name == wanted:
                return profile
        known = ", ".join(profile.name for profile in self.profiles)
        raise KeyError(f"there is no skill {wanted!r}; there are {known}")


def path() -> Path:
    """The path of `skill.yaml`."""
    return Path(version.path())


@cache
def product() -> Product:
    """The product of this installation."""
    return load(path())


def load(at: Path) -> Product:
    """Read the document. Raises YamlDocumentError with file, line and key of whatever is wrong."""
    document = yaml_document.read(at)
    document.known(frozenset(Product.__slots__))
    profiles = tuple(_profile(entry) for entry in document.need("profiles").each())
    product = Product(
        name=document.need("name").text(),
        version=_version(document.need("version")),
        description=document.need("description").text(),
        author=document.need("author").text(),
        license=document.need("license").text(),
        homepage=document.need("homepage").text(),
        tags=document.need("tags").texts(),
        env=tuple(_variable(entry) for entry in document.need("env").each()),
        commands=tuple(_command(entry) for entry in document.need("commands").each()),
        default_profile=document.need("default_profile").text(),
        profiles=profiles,
    )
    names = [profile.name for profile in profiles]
    for entry, name in zip(document.need("profiles").each(), names, strict=True):
        if names.count(name) > 1:
            raise entry.need("name").wrong(f"is there twice: {name!r}")
    if product.default_profile not in names:
        raise document.need("default_profile").wrong(
            f"names no profile: {product.default_profile!r}"
        )
    return product


def _version(at: YamlValue) -> str:
    said = at.text()
    parts = said.split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):  # noqa: PLR2004 - major, minor, patch
        raise at.wrong(f"should be three numbers such as 1.0.0, not {said!r}")
    return said


def _variable(at: YamlValue) -> Variable:
    at.known(frozenset(Variable.__slots__))
    return Variable(
        name=at.need("name").text(),
        description=at.need("description").text(),
        required=at.need("required").truth(),
        secret=at.need("secret").truth(),
        default=at.optional("default", yaml_document.YamlValue.text, ""),
    )


def _command(at: YamlValue) -> Command:
    at.known(frozenset(Command.__slots__))
    return Command(at.need("name").text(), at.need("description").text())


def _profile(at: YamlValue) -> Profile:
    at.known(frozenset(Profile.__slots__) - {"path", "missing"})
    example, export = at.need("example"), at.need("export")
    example.known(frozenset(Example.__slots__))
    export.known(frozenset(Export.__slots__))
    return Profile(
        name=_slug(at.need("name")),
        version=_version(at.need("version")),
        title=at.need("title").text(),
        subtitle=at.need("subtitle").text(),
        summary=at.need("summary").text(),
        greeting=at.need("greeting").text(),
        samples=at.need("samples").texts(),
        connecting=at.need("connecting").text(),
        session_language=at.need("session_language").text(),
        example=Example(
            example.need("upload").text(), example.need("say").text(), example.need("get").text()
        ),
        worth_noting=at.need("worth_noting").text(),
        topics=at.need("topics").texts(),
        media=at.need("media").texts(),
        smoothest=at.need("smoothest").texts(),
        documents=at.need("documents").texts(),
        max_mb=at.need("max_mb").whole(),
        takes=_span(at.need("takes")),
        render_takes=_span(at.need("render_takes")),
        export=Export(
            container=export.need("container").text(),
            codec=export.need("codec").text(),
            largest=export.need("largest").text(),
            quality=export.need("quality").text(),
            note=export.need("note").text(),
        ),
        tips=at.need("tips").texts(),
        workflows=tuple(_workflow(entry) for entry in at.need("workflows").each()),
    )


def _slug(at: YamlValue) -> str:
    said = at.text()
    if not said.isascii() or not said.replace("-", "").isalnum() or said != said.lower():
        raise at.wrong(f"should be small letters, digits and hyphens, not {said!r}")
    return said


def _span(at: YamlValue) -> Span:
    at.known(frozenset(Span.__slots__))
    span = Span(at.need("from_s").whole(), at.need("to_s").whole())
    if span.to_s < span.from_s:
        raise at.need("to_s").wrong(f"is less than from_s: {span.to_s}")
    return span


def _workflow(at: YamlValue) -> Workflow:
    at.known(frozenset(Workflow.__slots__))
    return Workflow(at.need("name").text(), at.need("steps").text())
