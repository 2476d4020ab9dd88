"""A browser that all tests share, and for each test a server, a network and pages of its own. A page that complains fails its test."""

import re

import pytest
from playwright.sync_api import expect, sync_playwright

from Outside.support.process import ROOT
from Outside.support.server import Upstream
from support import browser as chromium
from support.person import Person
from support.shots import Shots
from support.site import Site
from support.vendor import Vendor
from support.watch import Watch

SECONDS = 10
expect.set_options(timeout=SECONDS * 1000)


@pytest.fixture(scope="session")
def upstream(tmp_path_factory):
    """The stand-in for both vendors: answers slowly, at length, with failures, as the model's name says."""
    program = Upstream(tmp_path_factory.mktemp("upstream"))
    yield program
    program.kill()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        program = chromium.launch(playwright)
        yield program
        program.close()


@pytest.fixture
def start_site(tmp_path, upstream):
    """Starts a server and its network: `start_site("--flag", folder=…, environment={…})`."""
    started = []

    def start(*flags, folder="site", environment=None):
        started.append(Site(tmp_path / folder, *flags, environment=upstream.environment() | (environment or {})))
        return started[-1]

    yield start
    for site in started:
        site.close()


@pytest.fixture
def site(request, start_site):
    """A fresh server with the scripted model and both stand-ins, and the network before it: `site.network.cut()`, `site.kill()`.

    Where a test uses `vendor`, that is the model that answers."""
    if "vendor" in request.fixturenames:
        return start_site(environment=request.getfixturevalue("vendor").environment())
    return start_site()


@pytest.fixture
def server(site):
    return site.server


@pytest.fixture
def proxy(site):
    """The network between the pages and the server: `cut`, `refuse`, `stall`, `restore`."""
    return site.network


@pytest.fixture
def api(site):
    """A client beside the page."""
    return site.api()


@pytest.fixture
def watch():
    """What the pages complain about; at the test's end there is nothing but what was expected."""
    watch = Watch()
    yield watch
    if complaints := watch.unexpected():
        pytest.fail("the page complained:\n" + "\n".join(complaints), pytrace=False)


@pytest.fixture
def new_context(browser, request, watch, start_site):
    """Opens browser profiles: `new_context(theme="dark", width=360, height=740, reduced_motion="reduce", locale="ar", touch=True)`.

    They begin at the site's address, unless they are given another one as `base_url`."""
    opened = []

    def make(theme="light", width=1280, height=800, reduced_motion="no-preference", locale="en-GB", touch=False, **options):
        usual = {
            "base_url": options.get("base_url") or request.getfixturevalue("site").address,
            "color_scheme": theme,
            "viewport": {"width": width, "height": height},
            "reduced_motion": reduced_motion,
            "locale": locale,
            "timezone_id": "UTC",
            "has_touch": touch,
            "permissions": ["clipboard-read", "clipboard-write"],
        }
        context = browser.new_context(**usual | options)
        context.set_default_timeout(SECONDS * 1000)
        watch.attach(context)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()


@pytest.fixture
def context(new_context):
    return new_context()


@pytest.fixture
def visit(new_context):
    """Opens the page in a profile of its own: `visit("#/operations", theme="dark", width=360)`."""

    def open_page(path="", **options):
        page = new_context(**options).new_page()
        page.goto("/" + path.removeprefix("/"))
        return page

    return open_page


@pytest.fixture
def page(context):
    """The page, opened."""
    page = context.new_page()
    page.goto("/")
    return page


@pytest.fixture
def person(page):
    """Who looks at the opened page."""
    return Person(page)


@pytest.fixture
def shots(request):
    """Screenshots that stay: `shots(page, "streaming")` writes test-output/browser/<test>/01-streaming.png."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", request.node.name).strip("-")
    return Shots(ROOT / "test-output" / "browser" / name)


@pytest.fixture
def vendor():
    """A model that says what the test says, when it says it."""
    program = Vendor()
    yield program
    program.close()
