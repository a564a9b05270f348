"""The page that a server makes for its probes: it fails where visitors would be shown nothing."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from frames import recommendations, tables
from replicas import Replica, Visitor, free_port

from upr_data.model import SnapshotKind
from upr_data.snapshot import Draft, publish

DRAFT = Draft("a", SnapshotKind.REAL, "2026-01-01T00:00:00+00:00")


@pytest.fixture
def replica(tmp_path: Path) -> Iterator[Replica]:
    """A server over a store in which there is nothing, and no demonstration is made."""
    started = Replica(
        free_port(),
        {
            "UPR_STORE": str(tmp_path / "store"),
            "UPR_ALLOW_DEMO": "0",
            "UPR_LOG_FILE": str(tmp_path / "log.jsonl"),
            "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true",
        },
    )
    started.start()
    yield started
    started.stop()


def probe(replica: Replica) -> int:
    address = f"http://127.0.0.1:{replica.port}/_stcore/script-health-check"
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_a_probe_fails_until_there_is_an_edition(replica: Replica, tmp_path: Path) -> None:
    visitor = Visitor(f"127.0.0.1:{replica.port}")
    assert [probe(replica), probe(replica)] == [503, 503]
    assert "This data edition is not here" in visitor.look()
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    said = [(one["level"], one["event"]) for one in lines if one["logger"] == "upr_data"]
    assert said == [("ERROR", "no edition can be shown")]
    publish(tables(recommendations({})), DRAFT, tmp_path / "store")
    assert "2026-01-01-a" in visitor.look()
    assert probe(replica) == 200
    assert "This data edition is not here" in visitor.look(query="snapshot=2020-01-01-gone")
    assert probe(replica) == 200
