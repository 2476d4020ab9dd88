"""How the page looks and sounds: light and dark, narrow, right to left, and by the rules of axe."""

import re

import pytest
from playwright.sync_api import expect

from support.accessibility import violations
from support.person import Person

pytestmark = pytest.mark.usefixtures("vendor")

ANSWER = """## Three ways

1. **Retry** with a cursor, so that nothing is read twice.
2. Keep what was read, and ask for `after=1-17`.

| way | cost | safe |
| --- | ---: | --- |
| cursor | 0 | yes |
| again from the start | all | no |

```python
def resume(stream, position):
    return client.get(f"/api/streams/{stream}/events", after=position)
```

> A quotation, for the sake of it.
"""

WIDER_THAN_THE_WINDOW = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (box.width === 0 || box.height === 0 || box.right <= window.innerWidth + 0.5) return false;
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(parent).overflowX) && parent.getBoundingClientRect().right <= window.innerWidth + 0.5) return false;
  }
  return true;
}).map((element) => element.outerHTML.slice(0, 160))"""


def begin(page, vendor, question="How do I resume a stream?", answer=ANSWER):
    person = Person(page)
    person.ask(question)
    vendor.answer(answer)
    person.sees_finished()
    expect(person.send).to_be_visible()
    return person


VIEWS = {
    "new": "#/",
    "chat": "#/chats/{chat}",
    "lineage": "#/chats/{chat}/lineage",
    "entity": "#/chats/{chat}/lineage/{chat}_000002_AM",
    "operations": "#/operations",
    "studio": "#/studio",
    "nowhere": "#/nowhere",
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("theme, width", [("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
def test_every_view_passes_the_rules_of_axe_and_fits_the_window(view, theme, width, site, visit, vendor, shots):
    api = site.api()
    chat = api.new_chat(title="How do I resume a stream?")
    api.ask(chat, "How do I resume a stream?")
    vendor.answer(ANSWER)
    api.ended(f"{chat}_000002_AM")
    page = visit(VIEWS[view].format(chat=chat), theme=theme, width=width, height=800 if width > 400 else 740, reduced_motion="reduce")
    expect(page.get_by_role("main")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("heading").or_(page.get_by_role("main").get_by_role("status")).first).to_be_visible()
    if view == "chat":
        Person(page).sees("A quotation")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    shots(page, view)
    assert violations(page) + [f"sticks out: {each}" for each in page.evaluate(WIDER_THAN_THE_WINDOW)] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"


def test_dark_follows_the_system_and_can_be_chosen(visit, shots):
    def background(page):
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    def brightness(page):
        return sum(map(int, re.findall(r"\d+", background(page))[:3]))

    light = visit(theme="light")
    expect(Person(light).composer).to_be_visible()
    dark = visit(theme="dark")
    expect(Person(dark).composer).to_be_visible()
    assert brightness(dark) < 150 < 600 < brightness(light)
    light.get_by_role("button", name="Appearance").click()
    light.get_by_role("menuitemradio", name="Dark").click()
    light.wait_for_function("() => matchMedia('(prefers-color-scheme: light)').matches && document.documentElement.dataset.theme === 'dark'")
    assert brightness(light) < 150
    shots(light, "chosen-dark")
    light.reload()
    expect(Person(light).composer).to_be_visible()
    assert brightness(light) < 150


def test_on_a_phone_a_chat_is_begun_read_and_left_for_another(site, visit, vendor, shots):
    page = visit(width=360, height=740, touch=True)
    shots(page, "new")
    person = begin(page, vendor)
    shots(page, "chat")
    expect(person.composer).to_be_in_viewport()
    page.get_by_role("button", name="Chats", exact=True).click()
    expect(person.chat("How do I resume a stream?")).to_be_in_viewport()
    shots(page, "list")
    person.new_chat.click()
    expect(person.composer).to_be_in_viewport()
    expect(person.thread).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_text_from_right_to_left_stands_right(visit, vendor, shots):
    page = visit(locale="ar")
    answer = "مرحبا بالعالم\n\nEnglish stays left.\n\n- שלום עולם\n"
    person = begin(page, vendor, "ما هو الدفق؟", answer)
    person.sees("مرحبا")

    def direction(locator):
        return locator.evaluate("element => [getComputedStyle(element).direction, getComputedStyle(element).textAlign]")

    assert direction(person.questions.get_by_text("ما هو الدفق؟"))[0] == "rtl"
    assert direction(person.answers.get_by_text("مرحبا بالعالم"))[0] == "rtl"
    assert direction(person.answers.get_by_text("English stays left."))[0] == "ltr"
    arabic = person.answers.get_by_text("مرحبا بالعالم").bounding_box()
    text = person.answers.get_by_text("مرحبا بالعالم").evaluate(
        "element => { const range = document.createRange(); range.selectNodeContents(element); const box = range.getBoundingClientRect(); return [box.left, box.right]; }"
    )
    assert arabic["x"] + arabic["width"] - text[1] < text[0] - arabic["x"]
    person.composer.fill("שלום")
    assert direction(person.composer)[0] == "rtl"
    shots(page, "right-to-left")


def test_a_screen_reader_hears_of_an_answer_and_not_of_each_token(site, visit, vendor):
    page = visit()
    person = Person(page)
    person.ask("Talk")
    call = vendor.next_call()
    call.say("Begun. ")
    person.sees("Begun.")
    page.evaluate("""() => {
      window.spoken = [];
      const live = (node) => {
        for (let element = node.nodeType === 1 ? node : node.parentElement; element; element = element.parentElement) {
          if (element.getAttribute("aria-busy") === "true") return null;
          const live = element.getAttribute("aria-live") ?? { log: "polite", status: "polite", alert: "assertive" }[element.getAttribute("role")];
          if (live) return live === "off" ? null : element;
        }
        return null;
      };
      new MutationObserver((records) => {
        for (const { target, addedNodes } of records) for (const node of [target, ...addedNodes]) if (live(node) && node.textContent.trim()) window.spoken.push(node.textContent.trim().slice(0, 80));
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    }""")
    call.say(*[f"token {number} " for number in range(1, 60)])
    person.sees("token 59")
    assert [text for text in page.evaluate("window.spoken") if "token" in text] == []
    call.finish()
    person.sees_finished()
    page.wait_for_function("() => window.spoken.length > 0")
    assert len(page.evaluate("window.spoken")) < 20


def test_motion_ends_with_the_wish_for_less_of_it(visit, vendor):
    page = visit(reduced_motion="reduce")
    person = Person(page)
    person.ask("Talk")
    call = vendor.next_call()
    call.say("Something")
    person.sees("Something")
    running = page.evaluate("document.getAnimations().filter((animation) => animation.playState === 'running').map((animation) => animation.animationName ?? animation.transitionProperty)")
    assert running == []
    call.finish()
    person.sees_finished()
