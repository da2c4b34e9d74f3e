"""A pytest plugin: collects once, then forks workers that take files of tests from a queue.

Parent and worker speak over a connection in pairs of a kind and a value:

    worker to parent    ask None, start INDEX, took (FILE, SECONDS), passed None, report {...},
                        end WHY
    parent to worker    the indexes of the items of the next file, or none
"""

from __future__ import annotations

import multiprocessing
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, TextIO

import coverage
import pytest

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

# A file that was never weighed: begun before the light ones, in case it is heavy.
UNKNOWN_S: Final = 2.0


@dataclass(slots=True)
class Worker:
    """A process that runs tests, as its parent sees it."""

    process: ForkProcess
    line: Connection
    at: int | None = None  # the item it is at
    has_ended: bool = False


@dataclass(eq=False)
class Workers:
    """The parent's side."""

    count: int
    weights: dict[str, float]
    progress: TextIO
    counts: Counter[str] = field(default_factory=Counter)
    took: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Instead of one test after the other."""
        if session.testsfailed:  # a file could not be collected; pytest tells
            return None
        files: dict[str, list[int]] = defaultdict(list)
        for index, item in enumerate(session.items):
            files[item.nodeid.partition("::")[0]].append(index)
        heaviest = sorted(files, key=lambda name: -self.weights.get(name, UNKNOWN_S))
        self.queue = [files[name] for name in heaviest]
        self._tell(f"of {len(session.items)}")
        session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]  # noqa: SLF001 - one for all workers
        workers = [self._hire(session) for _ in range(self.count)]
        while lines := {one.line: one for one in workers if not one.has_ended}:
            for line in wait(list(lines)):
                self._hear(session, lines[line])  # type: ignore[index]
        for worker in workers:
            worker.process.join()
        if self.queue:
            self._fail(session, f"{len(self.queue)} files of tests that nobody was left to run")
        return True

    def _hire(self, session: pytest.Session) -> Worker:
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(session, theirs))
        process.start()
        theirs.close()
        return Worker(process, ours)

    def _hear(self, session: pytest.Session, worker: Worker) -> None:
        try:
            kind, what = worker.line.recv()
        except EOFError:
            worker.has_ended = True
            worker.process.join()
            place = "" if worker.at is None else session.items[worker.at].nodeid
            print(f"A worker died with {worker.process.exitcode} in {place}")
            self._fail(session, place or "a worker")
            return
        match kind:
            case "ask":
                worker.line.send(self.queue.pop(0) if self.queue else [])
            case "start":
                worker.at = what
            case "took":
                self.took[what[0]] += what[1]
            case "passed":
                self.counts["passed"] += 1
                self._tell("passed")
            case "report":
                self._report(session, what)
            case "end":
                worker.has_ended = True
                if what:
                    print(what)
                    self._fail(session, "the end of a worker")

    def _report(self, session: pytest.Session, what: dict[str, Any]) -> None:
        config = session.config
        report = config.hook.pytest_report_from_serializable(config=config, data=what)
        config.hook.pytest_runtest_logreport(report=report)
        if report.failed:
            self.counts["failed"] += 1
            self._tell(f"failed {report.nodeid}")
        else:
            self.counts["skipped"] += 1
            self._tell("skipped")

    def _fail(self, session: pytest.Session, what: str) -> None:
        session.testsfailed += 1
        self.counts["failed"] += 1
        self._tell(f"failed {what}")

    def _tell(self, row: str) -> None:
        print(row, file=self.progress)

    @pytest.hookimpl(tryfirst=True)
    def pytest_report_teststatus(self, report: pytest.TestReport) -> tuple[str, str, str] | None:
        """No letters: the count is shown by the gate."""
        if report.failed:
            return "failed" if report.when == "call" else "error", "", ""
        return report.outcome, "", ""


@dataclass(eq=False)
class Reporter:
    """In a worker: sends what the reports say, in few words where all is well."""

    config: pytest.Config
    line: Connection

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Called for the set-up, the call and the end of each test."""
        self.line.send(("took", (report.nodeid.partition("::")[0], report.duration)))
        if not report.passed:
            said = self.config.hook.pytest_report_to_serializable(config=self.config, report=report)
            self.line.send(("report", said))
        elif report.when == "call":
            self.line.send(("passed", None))
        if report.failed:
            # What a failed test has left open is warned of in whichever test comes next.
            leak = "ignore::pytest.PytestUnraisableExceptionWarning"
            self.config.addinivalue_line("filterwarnings", leak)


def work(session: pytest.Session, line: Connection) -> None:
    """The life of a worker."""
    config = session.config
    plugins = config.pluginmanager
    plugins.unregister(name="terminalreporter")
    plugins.register(Reporter(config, line))
    # The files into which output is captured would be shared with the other workers.
    capture = plugins.getplugin("capturemanager")
    assert capture is not None
    capture.stop_global_capturing()
    capture.start_global_capturing()
    capture.suspend_global_capture()
    try:
        _run_all(session, line)
    except KeyboardInterrupt:
        return
    why = ""
    try:
        config._ensure_unconfigure()  # noqa: SLF001 - there the last leaks are looked for
    except pytest.PytestUnraisableExceptionWarning as warning:
        why = str(warning)
    measured = coverage.Coverage.current()
    if measured is not None:
        measured.stop()
        measured.save()
    line.send(("end", why))


def _run_all(session: pytest.Session, line: Connection) -> None:
    def ask() -> list[int]:
        line.send(("ask", None))
        indexes: list[int] = line.recv()
        return indexes

    items, upcoming = session.items, ask()
    while upcoming:
        index, *upcoming = upcoming
        upcoming = upcoming or ask()  # what comes next decides which fixtures stay
        line.send(("start", index))
        following = items[upcoming[0]] if upcoming else None
        items[index].config.hook.pytest_runtest_protocol(item=items[index], nextitem=following)
