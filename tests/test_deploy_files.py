"""The files of `deploy/`, read: nothing runs as root or unpinned, nothing is promised in vain."""

import base64
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
import streamlit
import yaml

from benchmarks.server import AS_DEPLOYED

ROOT: Final = Path(__file__).parent.parent
DEPLOY: Final = ROOT / "deploy"
SITE: Final = (DEPLOY / "nginx" / "upr-outcomes.conf").read_text()
DEPLOYING: Final = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
SECURITY: Final = (DEPLOY / "SECURITY.md").read_text()
MAKES_A_PAGE: Final = "/_stcore/script-health-check"
CLOSED: Final = [
    "/_stcore/metrics",
    "/_stcore/agent",
    MAKES_A_PAGE,
    "/_stcore/upload_file",
    "/auth/login",
    "/auth/logout",
    "/oauth2callback",
]
LEVEL_2: Final = {
    "1": (2, 9, 11, 3, 2),
    "2": (3, 3, 4, 1),
    "3": (0, 2, 4, 6, 5, 0, 2),
    "4": (3, 1, 2, 4),
    "5": (1, 3, 2, 3),
    "6": (3, 12, 4, 4, 5, 3, 0, 4),
    "7": (3, 4, 2, 5, 2, 2),
    "8": (2, 3, 1, 1),
    "9": (3, 4),
    "10": (2, 2, 4, 11, 5, 2, 3),
    "11": (2, 3, 3, 4, 1, 1),
    "12": (3, 2, 4),
    "13": (1, 5, 2, 5),
    "14": (2, 4, 3),
    "15": (3, 3, 7),
    "16": (1, 5, 4, 3, 3),
    "17": (1, 4, 2),
}
"""ASVS 5.0: how many requirements of each section are of level 1 or 2; these come first."""


def required() -> list[tuple[int, ...]]:
    return [
        (int(chapter), section, n)
        for chapter, counts in LEVEL_2.items()
        for section, count in enumerate(counts, 1)
        for n in range(1, count + 1)
    ]


def number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def rows() -> Iterator[tuple[str, str]]:
    """First cell and second cell of every row of the tables."""
    for line in SECURITY.splitlines():
        found = re.fullmatch(r"\| (\d+\.\d+\.\d+[^|]*) \| (.+) \|", line)
        if found:
            yield found[1], found[2]


def covered(cell: str) -> Iterator[tuple[int, ...]]:
    for part in cell.split(", "):
        first, _, last = part.partition("–")
        yield from (one for one in required() if number(first) <= one <= number(last or first))


def test_every_requirement_has_one_row() -> None:
    found = [one for cell, _text in rows() for one in covered(cell)]
    assert sorted(found) == sorted(required())


def test_every_test_that_is_named_is_there() -> None:
    named = re.findall(r"tests/(test_\w+\.py)(?:::(test_\w+))?", SECURITY)
    assert len(named) > 60
    missing = [
        (file, name)
        for file, name in named
        if not (ROOT / "tests" / file).is_file()
        or f"def {name}" not in (ROOT / "tests" / file).read_text(encoding="utf-8")
    ]
    assert missing == []


# nginx


def policy() -> str:
    found = re.search(r'"~\^text/html" "([^"]+)"', SITE)
    assert found
    return found[1]


def test_the_policy_allows_the_inline_script_of_this_streamlit_and_no_other() -> None:
    index = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    inline = re.findall(r"<script>(.*?)</script>", index, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in inline]
    assert re.findall(r"'sha256-([^']+)'", policy()) == hashes


def test_over_https_the_cookie_and_the_transport_are_strict() -> None:
    assert '"__Host-upr_replica=$request_id; Path=/; HttpOnly; SameSite=Lax; Secure"' in SITE
    assert 'https "max-age=63072000; includeSubDomains"' in SITE


def test_the_cluster_sends_what_the_proxy_sends_and_lets_the_site_alone_frame_itself() -> None:
    headers = next(
        one
        for one in cluster()
        if (one["kind"], one["metadata"]["name"]) == ("ConfigMap", "headers")
    )["data"]
    shipped = dict(
        re.findall(
            r'^add_header ([\w-]+) +"?([^";]*)"? always;$',
            (DEPLOY / "nginx" / "upr-outcomes" / "headers.conf").read_text(),
            re.MULTILINE,
        )
    )
    del shipped["Strict-Transport-Security"]  # the ingress controller's own
    framed = policy().replace("$upr_frames", "'self'")
    assert headers == shipped | {
        "Content-Security-Policy": framed,
        "X-Frame-Options": "SAMEORIGIN",
    }


# Images and clusters


def cluster() -> list[dict[str, Any]]:
    return [
        one
        for file in sorted((DEPLOY / "kubernetes").glob("*.yaml"))
        for one in yaml.safe_load_all(file.read_text())
    ]


def stages() -> dict[str, str]:
    text = (DEPLOY / "Containerfile").read_text()
    return {
        m[1]: m[2]
        for m in re.finditer(
            r"^FROM \S+ AS (\w+)\n(.*?)(?=^FROM |\Z)", text, re.MULTILINE | re.DOTALL
        )
    }


@pytest.mark.parametrize("stage", ["app", "proxy"])
def test_no_image_runs_as_root(stage: str) -> None:
    users = re.findall(r"^USER (\S+)$", stages()[stage], re.MULTILINE)
    assert users[-1].split(":")[0].isdecimal()
    assert int(users[-1].split(":")[0]) > 0
    assert "HEALTHCHECK" in stages()[stage]


def test_images_take_what_is_there_and_leave_out_what_is_not_needed() -> None:
    allowed = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"
    }
    for text in stages().values():
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE):
            for source in line.split()[:-1]:
                assert (ROOT / source).exists()
                assert source.split("/")[0] in allowed
    assert not {"tests", "benchmarks", ".git", ".venv"} & allowed


def test_the_proxys_image_has_the_small_font_beside_the_script_that_takes_it() -> None:
    copied = re.findall(r"^COPY ((?:deploy/\S+ )+)(\S+)$", stages()["assets"], re.MULTILINE)
    folders = {
        name.removeprefix("deploy/"): target.rstrip("/").removesuffix("/icons")
        for names, target in copied
        for name in names.split()
    }
    assert folders == dict.fromkeys(("precompress.lock", "precompress.py", "icons"), "/deploy")


def test_what_compresses_is_in_neither_image() -> None:
    assert re.findall(r"^COPY --from=(\S+)", stages()["app"], re.MULTILINE) == ["packages"]
    assert re.findall(r"^COPY --from=(.+)$", stages()["proxy"], re.MULTILINE) == [
        "assets /www /var/www/upr-outcomes"
    ]
    assert "precompress.lock" not in stages()["packages"]


def test_every_container_is_closed() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert set(services) == {"app1", "app2", "proxy", "import"}
    for one in services.values():
        assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
        assert one["security_opt"] == ["no-new-privileges:true"]
    assert services["app1"]["volumes"] == ["store:/data:ro"]
    assert services["app1"]["networks"] == ["inside"]


def test_every_pod_is_closed() -> None:
    (deployment,) = (one for one in cluster() if one["kind"] == "Deployment")
    pod = deployment["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"]
    assert not pod["automountServiceAccountToken"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"readinessProbe", "livenessProbe", "startupProbe"} <= set(container)
    assert container["startupProbe"]["httpGet"]["path"] == MAKES_A_PAGE


def test_whoever_has_started_has_made_a_page() -> None:
    """Nobody's visit loads the edition: the question is on, and it is asked at the start."""
    unit = (DEPLOY / "upr-outcomes@.service").read_text()
    on = "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED=true"
    assert f"Environment={on}\n" in unit
    (asked,) = re.findall(r"^ExecStartPost=-/usr/bin/curl (.+)$", unit, re.MULTILINE)
    assert asked.endswith(f" http://127.0.0.1:%i{MAKES_A_PAGE}")
    app = stages()["app"]
    assert on in app
    assert MAKES_A_PAGE in app[app.index("HEALTHCHECK") :]
    assert " curl" in DEPLOYING.partition("apt-get install")[2]


def test_whatever_runs_the_app_on_a_server_reads_the_same_settings() -> None:
    """Every unit with the project's Python, and the question how it is, of which `docs` tell."""
    units = [one.read_text() for one in DEPLOY.glob("*.service")]
    ours = [one for one in units if re.search(r"^ExecStart=/srv/", one, re.MULTILINE)]
    files = [re.findall(r"^EnvironmentFile=(.+)$", one, re.MULTILINE) for one in ours]
    assert files == [["-/etc/upr-outcomes.env"]] * 2
    places = [sorted(set(re.findall(r"\b(?:UPR_STORE|UPR_CACHE)=\S+", one))) for one in ours]
    (asked,) = re.findall(r"^sudo systemd-run .*(?:\n    .*)*", DEPLOYING, re.MULTILINE)
    assert sorted(re.findall(r"--setenv=(\S+)", asked)) == places[0] == places[1]
    assert f"--property=EnvironmentFile={files[0][0]} " in asked


def test_the_question_how_it_is_names_what_is_there() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    (service,) = re.findall(
        r"^docker compose \S+ \S+ exec (\S+) .*health$", DEPLOYING, re.MULTILINE
    )
    assert service in services
    ((space, name),) = re.findall(
        r"^kubectl -n (\S+) exec deployment/(\S+) -- .*health$", DEPLOYING, re.MULTILINE
    )
    (deployment,) = (one["metadata"] for one in cluster() if one["kind"] == "Deployment")
    assert (deployment["namespace"], deployment["name"]) == (space, name)


def test_a_replica_is_measured_with_the_settings_it_is_deployed_with() -> None:
    """The unit and the image set what the benchmarks set, and the memory told is that of both."""
    unit = (DEPLOY / "upr-outcomes@.service").read_text()
    lines = re.findall(r"^Environment=(.+)$", unit, re.MULTILINE)
    in_unit = dict(one.split("=", 1) for line in lines for one in line.split())
    (block,) = re.findall(r"^ENV ((?:.*\\\n)+.*)$", stages()["app"], re.MULTILINE)
    in_image = dict(one.split("=", 1) for one in block.replace("\\\n", " ").split())
    assert {"MALLOC_ARENA_MAX", "_RJEM_MALLOC_CONF"} < set(AS_DEPLOYED)
    assert AS_DEPLOYED.items() <= in_unit.items()
    assert AS_DEPLOYED.items() <= in_image.items()


def test_the_cluster_scales_by_sessions_and_keeps_visitors_where_they_are() -> None:
    by_kind = {one["kind"]: one for one in cluster()}
    trigger = by_kind["ScaledObject"]["spec"]["triggers"][0]["metadata"]
    assert (trigger["valueLocation"], trigger["aggregationType"]) == ("active_sessions", "sum")
    assert by_kind["ScaledObject"]["spec"]["minReplicaCount"] == 2
    annotations = by_kind["Ingress"]["metadata"]["annotations"]
    assert annotations["nginx.ingress.kubernetes.io/affinity"] == "cookie"


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("end", ["", "/", "/more", "\n"])
def test_the_cluster_closes_what_the_proxy_closes(path: str, end: str) -> None:
    """As ingress-nginx does with `use-regex`: the longest pattern first, from the path's begin."""
    (ingress,) = (one for one in cluster() if one["kind"] == "Ingress")
    assert ingress["metadata"]["annotations"]["nginx.ingress.kubernetes.io/use-regex"] == "true"
    paths = sorted(
        ingress["spec"]["rules"][0]["http"]["paths"], key=lambda one: len(one["path"]), reverse=True
    )
    taken = next(one for one in paths if re.match(one["path"], path + end))
    assert taken["backend"]["service"]["name"] == "closed"
    (pattern,) = re.findall(r"^    location ~ (\S+) \{\n        return 404;", SITE, re.MULTILINE)
    assert re.search(pattern, path + end)


def test_no_secret_lies_in_the_files() -> None:
    for file in DEPLOY.rglob("*"):
        if file.is_file() and file.suffix not in {".json", ".lock", ".pyc", ".woff2"}:
            text = file.read_text(encoding="utf-8")
            assert not re.search(r"(?i)(secret_access_key|password|token)[=:]\s*['\"]?\w{8,}", text)


# What it is made of


def pins(file: Path) -> dict[str, str]:
    found = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", file.read_text(), re.MULTILINE)
    return {name.lower().replace("_", "-"): version for name, version in found}


LISTS: Final = {
    ROOT / "requirements.txt": DEPLOY / "requirements.lock",
    DEPLOY / "precompress.in": DEPLOY / "precompress.lock",
}


@pytest.mark.parametrize("wanted", LISTS, ids=lambda file: file.name)
def test_every_requirement_is_locked_with_hashes(wanted: Path) -> None:
    """Where this fails, run `deploy/lock`."""
    assert pins(wanted)
    assert pins(wanted).items() <= pins(LISTS[wanted]).items()
    blocks = re.split(r"^(?=[A-Za-z0-9])", LISTS[wanted].read_text(), flags=re.MULTILINE)
    assert all("--hash=sha256:" in one for one in blocks if "==" in one)


def test_the_bill_of_materials_and_the_licences_are_of_the_locks() -> None:
    """Where this fails, run `deploy/lock`."""
    bill = json.loads((DEPLOY / "sbom.cdx.json").read_text())
    parts = {one["name"].lower().replace("_", "-"): one["version"] for one in bill["components"]}
    wanted = {name: version for file in LISTS for name, version in pins(file).items()}
    assert wanted.items() <= parts.items()
    table = (DEPLOY / "licences.md").read_text()
    rows = re.findall(r"(?m)^\| (\S+) +\| \S+ +\| (.+?) +\|", table)
    licences = {name.lower().replace("_", "-"): licence for name, licence in rows}
    assert wanted.keys() <= licences.keys()
    assert not re.search(r"(?i)\bA?GPL|unknown", "\n".join(licences.values()))


def test_streamlit_tells_visitors_nothing_of_the_inside_and_nobody_of_visitors() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["toolbarMode"] in {"viewer", "minimal"}
    assert config["browser"]["gatherUsageStats"] is False
    assert "STREAMLIT_BROWSER_SERVER_ADDRESS=localhost" in stages()["app"]  # else it asks a service
