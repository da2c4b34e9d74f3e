"""Make the contact sheets of docs/looks: python tools/make_looks.py [NAME ...]

Each shows frames as the renderer draws them. Whoever changes a recipe looks at its sheet.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from studio.render import film as films
from studio.render import scene_looks, transition_frames
from studio.render.frame_renderer import FrameRenderer
from studio.render.grade import FILTERS
from studio.render.planes import to_image
from studio.render.scenes import FAMILIES

Json = dict[str, Any]
OUT = Path(__file__).parent.parent / "docs" / "looks"
GAP, TALL, SMALL, WIDEST = 4, 270, 160, 1456
GROUND = (18, 18, 22)
WIDE, UPRIGHT, SQUARE, POST = (1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350)
DUSK, SEA, PEAKS, NIGHT = "a skyline at sunset", "the sea at noon", "mountains", "a city at night"
WORDS: list[tuple[str, Json]] = [
    (SEA, {"kind": "title", "text": "Summer at the edge of the sea"}),
    (NIGHT, {"kind": "title", "text": "東京の夜", "sub": "A short film", "pos": "top-left"}),
    (PEAKS, {"kind": "title", "text": "The valley wakes"}),
    ("a product card of a perfume", {"kind": "title", "text": "Golden Hour"}),
    ("desert at noon", {"kind": "title", "text": "沙漠正午", "pos": "lower-third"}),
    (SEA, {"kind": "title", "text": "新品发布会", "background": "#ff5a3c", "size": "small"}),
    (PEAKS, {"kind": "lower_third", "text": "佐藤 美咲", "sub": "映像ディレクター / Director"}),
    (SEA, {"kind": "lower_third", "text": "Mara Lindqvist", "sub": "Camera", "pos": "right"}),
    (PEAKS, {"kind": "caption", "text": "And that was the day we learned to sail."}),
    (NIGHT, {"kind": "caption", "text": "夜空中最亮的星，能否听清", "karaoke": True}),
    (SEA, {"kind": "caption", "text": "Outlined words, no box at all", "outline": True}),
    (NIGHT, {"kind": "end_card", "text": "Thank you for watching", "sub": "谢谢观看"}),
    (PEAKS, {"kind": "countdown", "text": "Starting soon"}),
    (SEA, {"kind": "sticker_text", "text": "SALE -50%", "pos": "top-right"}),
    (DUSK, {"kind": "sticker_text", "text": "🔥❤⭐", "pos": "center", "size": "large"}),
]


def still(shots: list[Json], size: tuple[int, int], at: int = 2000, **more: Any) -> Image.Image:
    """A frame of a small film, as tall as a row."""
    over = [{"tt": 0, "m": {"layer": 1}, "sg": [one]} for one in more.get("over", ())]
    texts = [{"d": 4000, "m": {"start": 0, **one}} for one in more.get("texts", ())]
    draft = {
        "d": sum(shot["d"] for shot in shots),
        "m": {"width": size[0], "height": size[1], "fps": 30, **more.get("about", {})},
        "t": [{"tt": 0, "sg": shots}, *over, {"tt": 7, "sg": texts}],
    }
    film = films.of(draft, media := more.get("media", {}))
    small = film.sized(max(16, round(film.width * TALL / film.height)), TALL)
    frame = min(film.frames - 1, max(0, round(at * film.fps / 1000)))
    return to_image(FrameRenderer(small, media).frame(frame))


def scene(prompt: str, d: int = 4000, **said: Any) -> Json:
    """A drawn shot."""
    return {"d": d, "m": {"kind": "scene", "prompt": prompt, **said}}


def sheet(name: str, drawn: list[Image.Image], tall: int = TALL) -> None:
    """Rows of pictures, each row as wide as there is room."""
    images = [one.resize((one.width * tall // one.height, tall)) for one in drawn]
    rows: list[list[Image.Image]] = [[]]
    for image in images:
        if sum(one.width + GAP for one in rows[-1]) + image.width > WIDEST:
            rows.append([])
        rows[-1].append(image)
    wide = max(sum(one.width + GAP for one in row) - GAP for row in rows)
    out = Image.new("RGB", (wide, len(rows) * (tall + GAP) - GAP), GROUND)
    for place, row in enumerate(rows):
        left = 0
        for image in row:
            out.paste(image, (left, place * (tall + GAP)))
            left += image.width + GAP
    out.save(OUT / f"{name}.jpg", quality=86, optimize=True)


def family(name: str) -> list[Image.Image]:
    """A recipe in three palettes, four shapes, with and without a title."""
    asked = [scene(name, look={"family": name}, seed=seed) for seed in (3, 8, 21)]
    palettes = [{"palette": one} for one in ("sunset", "night", "dawn")]
    for shot, palette in zip(asked, palettes, strict=True):
        shot["m"]["look"] |= palette
    # A quote is its own title.
    title = {"kind": "title", "text": "" if name == "quote" else "Title 标题"}
    images = [still([shot], WIDE, at) for shot, at in zip(asked, (500, 2000, 3500), strict=True)]
    images.append(still([asked[0]], WIDE, texts=[title]))
    for shot, shape in ((1, UPRIGHT), (2, SQUARE), (0, POST), (1, UPRIGHT)):
        images.append(still([asked[shot]], shape, 1000 * shot))
    return [*images, still([asked[2]], UPRIGHT, texts=[title])]


def palettes() -> list[Image.Image]:
    """Every palette on one scene."""
    return [
        still([scene(DUSK, look={"palette": one})], WIDE) for one in scene_looks.data()["palettes"]
    ]


def letters() -> list[Image.Image]:
    """Words of every kind."""
    return [still([scene(prompt)], WIDE, 1700, texts=[said]) for prompt, said in WORDS]


def transitions() -> list[Image.Image]:
    """Every join, a little before its middle."""
    images = []
    for kind in transition_frames.KINDS:
        second = scene(NIGHT, transition={"kind": kind, "d": 1000})
        images.append(still([scene(DUSK), second], WIDE, 3800))
    return images


def uploads() -> list[Image.Image]:
    """What is done to a photo: the filters, other shapes, what stands over it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "photo.png"
        still([scene("mountains at dawn")], UPRIGHT).resize((864, 1536)).save(path)
        media = {"p": {"path": str(path), "kind": "image", "name": "photo.png"}}
        photo = {"kind": "photo", "src": "p"}
        images = [still([scene(DUSK, filter=name)], WIDE) for name in FILTERS]
        images += [
            still([{"d": 4000, "m": photo | said}], WIDE, media=media)
            for said in ({"fit": "blur"}, {"fit": "pad"}, {"rotate": 90})
        ]
        for said in ({"role": "pip"}, {"role": "split", "pos": "left"}, {"role": "logo"}):
            over = {"d": 4000, "m": photo | {"start": 0} | said}
            images.append(still([scene(NIGHT)], WIDE, over=[over], media=media))
        bar = {"progress_bar": {"color": "#fdd835"}}
        return [*images, still([scene(SEA)], WIDE, about=bar)]


def main() -> int:
    """Make those that are named, or all."""
    others = {
        "palettes": palettes,
        "words": letters,
        "transitions": transitions,
        "uploads": uploads,
    }
    OUT.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or [*FAMILIES, *others]:
        images = others[name]() if name in others else family(name)
        sheet(name, images, SMALL if name in {"palettes", "transitions", "uploads"} else TALL)
        print(name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
