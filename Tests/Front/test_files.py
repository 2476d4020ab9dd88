"""What the files of deploy/ say agrees with the program and with each other."""

import pathlib
import re
import subprocess

import pytest
import yaml

from support.process import ROOT, clean_environment, throughline

DEPLOY = ROOT / "deploy"
KUBERNETES = sorted((DEPLOY / "kubernetes").glob("*.yaml"))


def documents(*kinds):
    """Objects of these kinds, of all files."""
    loaded = [document for path in KUBERNETES for document in yaml.safe_load_all(path.read_text())]
    return [document for document in loaded if document["kind"] in kinds]


def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def seconds(text):
    return int(text[:-1]) * {"s": 1, "m": 60}[text[-1]]


def test_every_file_of_kubernetes_is_applied():
    (kustomization,) = documents("Kustomization")
    assert {path.name for path in KUBERNETES} == {*kustomization["resources"], "kustomization.yaml"}


def test_the_autoscalers_read_figures_that_pods_have(direct):
    figures = direct.get("/metrics").text
    names = [metric["pods"]["metric"]["name"] for scaler in documents("HorizontalPodAutoscaler") for metric in scaler["spec"]["metrics"]
             if metric["type"] == "Pods"]
    assert len(names) == 2
    for name in names:
        assert re.search(rf"^# TYPE {name} gauge$", figures, re.MULTILINE), name


def test_a_pod_has_the_time_that_its_drain_takes():
    (shared,) = documents("ConfigMap")
    for deployment in documents("Deployment"):
        template = deployment["spec"]["template"]["spec"]
        container = template["containers"][0]
        own = {item["name"]: item.get("value") for item in container["env"]}
        drain = seconds(own.get("THROUGHLINE_DRAIN_GRACE") or shared["data"]["THROUGHLINE_DRAIN_GRACE"])
        before = int(container.get("lifecycle", {}).get("preStop", {}).get("exec", {}).get("command", [0, 0])[1])
        assert template["terminationGracePeriodSeconds"] >= before + drain + 5


def test_probes_ask_for_what_there_is_under_a_name_that_is_allowed(direct):
    for deployment in documents("Deployment"):
        container = deployment["spec"]["template"]["spec"]["containers"][0]
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            asked = container[probe]["httpGet"]
            headers = {header["name"]: header["value"] for header in asked["httpHeaders"]}
            assert direct.get(asked["path"], headers=headers).status_code == 200
            assert asked["port"] in [port["name"] for port in container["ports"]]


def test_selectors_find_their_pods():
    labels = [deployment["spec"]["template"]["metadata"]["labels"] for deployment in documents("Deployment")]
    for found in documents("Deployment", "Service", "PodDisruptionBudget"):
        selector = found["spec"]["selector"]
        wanted = selector.get("matchLabels", selector)
        assert sum(wanted.items() <= each.items() for each in labels) == 1, found["metadata"]["name"]


@pytest.mark.parametrize("source", ["kubernetes", "compose"])
def test_every_setting_is_one(source):
    """By the program's own list of settings."""
    listed = subprocess.run([throughline(), "config", "--print", "reference"], capture_output=True, text=True, check=True, timeout=30, env=clean_environment()).stdout
    known = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", listed))
    if source == "kubernetes":
        texts = [path.read_text() for path in KUBERNETES]
    else:
        texts = [(DEPLOY / name).read_text() for name in ("compose.yaml", "Dockerfile")]
    used = {name for text in texts for name in re.findall(r"\b((?:THROUGHLINE|OPENAI|ANTHROPIC)_[A-Z_]+[A-Z])\b", text)}
    assert used and used <= known, used - known


def test_the_front_of_compose_finds_the_pods_of_compose():
    pods = [service["networks"]["inside"]["ipv4_address"] for name, service in compose()["services"].items() if name.startswith("pod-")]
    front = re.findall(r"^    server pod-\d+ ([\d.]+):8080$", (DEPLOY / "haproxy" / "haproxy.cfg").read_text(), re.MULTILINE)
    assert pods == front


def test_the_image_has_every_library_that_the_program_loads():
    """On the distribution that the image is made of; elsewhere the packages have other names."""
    if "bookworm" not in pathlib.Path("/etc/os-release").read_text():
        pytest.skip("the image is made of Debian 12")
    text = (DEPLOY / "Dockerfile").read_text().split("debian:bookworm-slim")[1]
    named = set(re.findall(r"\b((?:lib|zlib)[a-z0-9.-]+[0-9a-z])\b", text.split("rm -rf")[0]))
    needed = re.findall(r"\(NEEDED\).*\[(.+?)\]", subprocess.run(["readelf", "-d", throughline()], capture_output=True, text=True, check=True, timeout=30).stdout)
    ours = [name for name in needed if not name.startswith(("libswift", "libBlocks", "libdispatch", "ld-", "libc.so", "libm.so", "libgcc_s", "libstdc++"))]
    assert len(ours) > 5
    for name in ours:
        owner = subprocess.run(["dpkg-query", "-S", f"*/{name}"], capture_output=True, text=True, check=True, timeout=30).stdout
        packages = {line.split(":")[0] for line in owner.splitlines()}
        assert packages & named, f"{name} is in {packages}, which deploy/Dockerfile does not install"
