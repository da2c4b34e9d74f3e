"""Small uploads."""

from __future__ import annotations

from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

Json = dict[str, Any]


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Json:
    """A clip whose brightness tells the time, a photo red left and blue right, a logo."""
    folder = tmp_path_factory.mktemp("uploads")
    with av.open(str(folder / "clip.mp4"), "w") as box:
        stream = box.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        for at in range(60):
            grey = np.full((90, 160, 3), 20 + 3 * at, np.uint8)
            box.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        box.mux(stream.encode(None))
    photo = np.zeros((120, 240, 3), np.uint8)
    photo[:, :120], photo[:, 120:] = (200, 30, 30), (30, 30, 200)
    Image.fromarray(photo).save(folder / "photo.png")
    screen = np.full((90, 160, 3), (0, 200, 60), np.uint8)
    screen[30:60, 60:100] = (230, 140, 30)
    Image.fromarray(screen).save(folder / "screen.png")
    Image.new("RGBA", (60, 60), (255, 0, 0, 255)).save(folder / "logo.png")
    (folder / "broken.mp4").write_bytes(b"no film at all" * 40)
    kinds = {"clip.mp4": "video", "broken.mp4": "video"}
    return {
        path.stem: {"path": str(path), "kind": kinds.get(path.name, "image"), "name": path.name}
        for path in folder.iterdir()
    }
