import { highlight, MarkdownView } from "../index.js";
import { corpus } from "./corpus.js";
import { forbidden } from "./forbidden.js";
import { sample } from "./sample.js";

const main = document.getElementById("document");
const violations = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective}: ${blockedURI}`));

/** What a view shows, apart from what comes later or belongs to the moment: colours and the mark of the tail. */
function shown(root) {
  const copy = root.cloneNode(true);
  for (const code of copy.querySelectorAll(".code-block code")) code.replaceChildren(code.textContent);
  for (const tail of copy.querySelectorAll(".markdown-tail")) tail.classList.remove("markdown-tail");
  for (const element of copy.querySelectorAll("*")) {
    const attributes = [...element.attributes].sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const { name } of attributes) element.removeAttribute(name);
    for (const { name, value } of attributes) element.setAttribute(name, value);
  }
  return copy.innerHTML.replaceAll(' class=""', "");
}

function fresh(options) {
  main.replaceChildren(document.createElement("div"));
  return new MarkdownView(main.firstChild, options);
}

const settled = () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve, 0)), 0));

/** Shows a text at once and then `step` characters at a time; between, events may come, unless `patient` is false. Gives what is wrong with either. */
async function judge(text, { step = 1, patient = true } = {}) {
  const problems = [];
  const whole = fresh();
  whole.update(text, { done: true });
  problems.push(...forbidden(main).map((problem) => `at once: ${problem}`));
  const wanted = shown(main.firstChild);
  if (patient) await settled();
  const streamed = fresh({ pause: 0 });
  for (let at = 0; at <= text.length; at += step) {
    streamed.update(text.slice(0, at));
    for (const problem of forbidden(main)) problems.push(`at ${at}: ${problem}`);
  }
  streamed.update(text, { done: true });
  problems.push(...forbidden(main).map((problem) => `streamed: ${problem}`));
  const got = shown(main.firstChild);
  if (got !== wanted) problems.push(`streamed it became ${got} instead of ${wanted}`);
  if (patient) await settled();
  if (window.pwned !== undefined) problems.push(`a script has run: ${window.pwned}`);
  problems.push(...violations.splice(0).map((violation) => `the policy had to stop ${violation}`));
  delete window.pwned;
  return problems;
}

/** Streams `text` after `start`, `rate` tokens a second. Resolves when all is there. */
function stream(start, text, rate) {
  const view = fresh();
  view.update(start);
  const tokens = text.match(/\s*\S{1,6}/g) ?? [];
  const begin = performance.now();
  let given = 0;
  let soFar = start;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(tokens.length, Math.floor(((performance.now() - begin) / 1000) * rate));
      while (given < due) soFar += tokens[given++];
      view.update(soFar);
      if (given < tokens.length) return;
      clearInterval(timer);
      resolve(given);
    }, 10);
  });
}

/** Resolves when every code block of a language that can be coloured is. */
async function coloured() {
  const bare = () => [...main.querySelectorAll(".code-block")].some((figure) => !figure.querySelector("code span") && !/^(?:Text|Unknown)/i.test(figure.innerText));
  const end = performance.now() + 15_000;
  while (bare() && performance.now() < end) await new Promise(requestAnimationFrame);
}

window.markdown = { coloured, corpus, fresh, highlight, judge, settled, main, sample, shown, stream };
document.documentElement.dataset.ready = "true";
