"""An agent as the server finds it."""

from . import agent  # noqa: F401, TID252 - the server looks for it so
