"""How long a test waits for what must come: as good as for ever, so that no machine is too slow.

A test ends as soon as what it waits for has come; the limit only turns a test that would never end
into one that fails and tells what it saw. `faulthandler_timeout` in pyproject.toml, which is
longer, ends what waits without this limit.
"""

from __future__ import annotations

import os
from typing import Final

# TEST_HANG_S: less, for whoever looks for a hang.
HANG_S: Final = float(os.environ.get("TEST_HANG_S", "600"))
