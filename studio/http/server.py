"""The studio as a server on this machine: `reeltalk studio`, `python -m studio`.

Speaks the wire of the video backend on 127.0.0.1, for anything that expects that backend.
Everything it knows lies in its folder; stop it and start it as you like, several at once too.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from studio.state.default_folder import state_folder
from studio.wire.faults import KNOWN, PLACES, FaultError, parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.types import ASGIApp

EXIT_OK: Final = 0
EXIT_FAILED: Final = 1
EXIT_MISUSED: Final = 2
EXIT_INTERRUPTED: Final = 130
PORT: Final = 7878
LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
# Streams that are told to stall shall not keep a server from stopping.
SHUTDOWN_S: Final = 1

EXAMPLES: Final = """\
examples:
  {program}
      on http://127.0.0.1:7878
  {program} --port 0 --folder ./studio
      on any free port, which is printed; files in ./studio
  {program} --manners plain
      no talk of buttons, no silent turns: for scripts
  {program} --fault 'cut-after=2*1'
      the first answer breaks off after two events

then, in another terminal:
  NEMO_API_URL=http://127.0.0.1:7878 reeltalk

faults (also in a request's header X-Studio-Fault), as name=value@place*times#tag:
"""


class MisuseError(Exception):
    """The call makes no sense; the sentence says why."""


def main(arguments: Sequence[str] | None = None, program: str = "python -m studio") -> int:
    """Serve until stopped and return an exit code; `program` is the name in the help."""
    chosen = parser(program).parse_args(arguments)
    try:
        return _serve(chosen)
    except MisuseError as error:
        sys.stderr.write(f"{error}\n")
        return EXIT_MISUSED
    except OSError as error:
        sys.stderr.write(f"cannot listen on {chosen.host}:{chosen.port}: {error.strerror}\n")
        return EXIT_FAILED
    except ImportError as error:
        sys.stderr.write(f"{error.name} is missing: pip install 'reeltalk[studio]'\n")
        return EXIT_FAILED
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED


def parser(program: str) -> argparse.ArgumentParser:
    """Its command line; the completions of a shell are made of it as well."""
    faults = "\n".join(f"  {name:18}{what}" for name, (_, what) in KNOWN.items())
    made = argparse.ArgumentParser(
        program,
        description=__doc__,
        epilog=f"{EXAMPLES.format(program=program)}{faults}\nplaces: {', '.join(PLACES)}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = made.add_argument
    add("--port", type=int, default=PORT, help=f"port; 0 picks a free one (default {PORT})")
    add("--folder", type=Path, help="folder for all data (default: the system's state folder)")
    add(
        "--manners",
        choices=("real", "plain"),
        default="real",
        help="imitate the real backend, or not",
    )
    add("--seed", type=int, default=0, help="seed of the imitated habits")
    add(
        "--fault",
        action="append",
        default=[],
        metavar="FAULT",
        help="simulate a fault; may be repeated",
    )
    add("--allow-host", action="append", default=[], metavar="NAME",
        help="allow uploads by URL from this host (*.example.org: subdomains, *: all)")  # fmt: skip
    add("--allow-private", action="store_true", help="allow uploads by URL from private addresses")
    add("--host", default=LOOPBACK[0], help="address to listen on; any other needs --expose")
    add("--expose", action="store_true", help="allow connections from other machines")
    return made


def _serve(chosen: argparse.Namespace) -> int:
    if chosen.host not in LOOPBACK and not chosen.expose:
        raise MisuseError(
            f"{chosen.host} can be reached by other machines; say --expose if that is meant"
        )
    served = _application(chosen)
    family = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((chosen.host, chosen.port))
        except OverflowError:
            raise MisuseError("a port is a number from 0 to 65535") from None
        return asyncio.run(_listen(served, listener, chosen))


async def _listen(served: ASGIApp, listener: socket.socket, chosen: argparse.Namespace) -> int:
    import uvicorn  # 86 ms, after the arguments are known to be good

    config = uvicorn.Config(
        served,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=SHUTDOWN_S,
    )
    logging.getLogger("studio").addHandler(logging.StreamHandler())
    # A line that is cut on request is no error of ours.
    logging.getLogger("uvicorn.error").addFilter(_is_unexpected)
    server = uvicorn.Server(config)
    listener.listen()
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    sys.stdout.write(f"The studio is on http://{host}:{listener.getsockname()[1]}\n")
    sys.stdout.write(f"It keeps everything in {_folder(chosen)}. Ctrl-C stops it.\n")
    sys.stdout.flush()
    await server.serve(sockets=[listener])
    # Only a signal ends it; whether it also interrupts us is a race that uvicorn leaves open.
    return EXIT_INTERRUPTED if server.should_exit else EXIT_OK


def _application(chosen: argparse.Namespace) -> ASGIApp:
    from studio.http import allowed_hosts, app  # 145 ms, an extra that --help works without

    faults = ",".join(chosen.fault)
    try:
        parse(faults)
    except FaultError as error:
        raise MisuseError(str(error)) from error
    made = app.app(
        _folder(chosen),
        manners=chosen.manners,
        faults=faults,
        seed=chosen.seed,
        hosts=allowed_hosts.AllowedHosts(
            tuple(chosen.allow_host), are_private=chosen.allow_private
        ),
    )
    if chosen.expose:
        return made
    return app.local_only(made)


def _folder(chosen: argparse.Namespace) -> Path:
    folder: Path = (chosen.folder or state_folder()).expanduser().absolute()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise MisuseError(f"{folder} cannot be used: {error.strerror}") from error
    return folder


def _is_unexpected(record: logging.LogRecord) -> bool:
    return "without completing response" not in record.getMessage()
