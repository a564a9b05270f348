"""Pages are made one after another; one that takes long holds nobody up."""

from threading import Event, Thread
from time import monotonic

import pytest

from upr_data.operating.turns import PATIENCE, Turns


def _started(turns: Turns, said: list[str], name: str, until: Event | None = None) -> Thread:
    entered = Event()

    def make() -> None:
        with turns.turn():
            said.append(f"{name} begins")
            entered.set()
            if until:
                until.wait(10)
            said.append(f"{name} ends")

    thread = Thread(target=make)
    thread.start()
    if until:
        assert entered.wait(10)
    return thread


def test_the_next_page_waits_for_the_one_before() -> None:
    turns, said, done = Turns(), list[str](), Event()
    first = _started(turns, said, "one", done)
    second = _started(turns, said, "two")
    second.join(PATIENCE / 3)
    done.set()
    first.join(10)
    second.join(10)
    assert said == ["one begins", "one ends", "two begins", "two ends"]


def test_a_page_that_takes_long_is_overtaken_and_takes_nobodys_turn_back() -> None:
    turns, said, done, later = Turns(), list[str](), Event(), Event()
    long = _started(turns, said, "long", done)
    began = monotonic()
    second = _started(turns, said, "two", later)
    assert PATIENCE / 2 < monotonic() - began < 5
    done.set()
    long.join(10)
    third = _started(turns, said, "three")
    third.join(PATIENCE / 3)
    later.set()
    second.join(10)
    third.join(10)
    assert said.index("two ends") < said.index("three begins")
    assert said[:2] == ["long begins", "two begins"]


def test_a_page_that_fails_hands_the_turn_on() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 / 0
    began = monotonic()
    with turns.turn():
        assert monotonic() - began < PATIENCE / 2
