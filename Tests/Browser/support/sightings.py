"""What a person would see of an answer, at every change of the page: words that come in order, and nothing that flashes."""

# Answers in these tests count: "w1 w2 w3 …". Whoever loses, repeats or shuffles a word, shows an answer twice or takes it away for a moment is caught.
SCRIPT = r"""() => {
  const seen = { last: 0, looks: 0, problems: [] };
  window.sightings = seen;
  const complain = (text) => { if (seen.problems.length < 20) seen.problems.push(text); };
  const look = () => {
    const texts = [...document.querySelectorAll("article")].map((element) => element.textContent).filter((text) => /\bw1\b/.test(text));
    seen.looks += 1;
    if (texts.length > 1) complain(`${texts.length} answers that count`);
    if (texts.length === 0) {
      if (seen.last > 0) complain(`the answer is gone after w${seen.last}`);
      return;
    }
    const numbers = [...texts[0].matchAll(/\bw(\d+)\b/g)].map((match) => Number(match[1]));
    const wrong = numbers.findIndex((number, index) => number !== index + 1);
    if (wrong >= 0) complain(`w${numbers[wrong]} stands where w${wrong + 1} belongs`);
    // The last word may be on its way: "w1" of "w12".
    if (numbers.length < seen.last - 1) complain(`${numbers.length} words after ${seen.last}`);
    seen.last = Math.max(seen.last, numbers.length);
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}"""


def words(first, last):
    """The words from `first` to `last`, each with the blank after it."""
    return [f"w{number} " for number in range(first, last + 1)]


def watch_words(context):
    """Looks at every page of the profile from its start on, also after a reload."""
    context.add_init_script(f"({SCRIPT})()")


def problems(page):
    """What was wrong to see since the page was loaded."""
    seen = page.evaluate("window.sightings")
    assert seen["looks"] > 0, "nothing ever changed on the page"
    return seen["problems"]
