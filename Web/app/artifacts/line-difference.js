/** More changes than this are no longer looked for one by one: the differing part is then shown as taken out and put in whole. */
const mostChanges = 1_000;
const contextLines = 3;

/**
 * What makes `after` out of `before`, line by line: `[{kind: "same"|"removed"|"added", text, before, after}]` with line numbers from 1, `null` where a
 * line is not in that text. Myers' greedy algorithm; `limit` bounds its changes, and so its time and memory.
 */
export function differLines(before, after, limit = mostChanges) {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = changes(a.slice(start, a.length - end), b.slice(start, b.length - end), limit);
  const kinds = [...Array(start).fill("same"), ...middle, ...Array(end).fill("same")];
  let [inBefore, inAfter] = [0, 0];
  return kinds.map((kind) => ({
    kind,
    text: kind === "added" ? b[inAfter] : a[inBefore],
    before: kind === "added" ? null : (inBefore += 1),
    after: kind === "removed" ? null : (inAfter += 1),
  }));
}

/** The difference with its long unchanged parts folded: `[{lines} | {folded: lines}]`. */
export function foldUnchanged(difference, context = contextLines) {
  const isNear = new Array(difference.length).fill(false);
  difference.forEach(({ kind }, index) => {
    if (kind === "same") return;
    for (let near = Math.max(0, index - context); near <= Math.min(difference.length - 1, index + context); near += 1) isNear[near] = true;
  });
  const parts = [];
  for (let index = 0; index < difference.length; ) {
    const first = index;
    while (index < difference.length && isNear[index] === isNear[first]) index += 1;
    const lines = difference.slice(first, index);
    parts.push(isNear[first] || lines.length < 2 ? { lines } : { folded: lines });
  }
  return parts;
}

/** `{added, removed}`: how many lines. */
export function countChanges(difference) {
  const count = (kind) => difference.filter((line) => line.kind === kind).length;
  return { added: count("added"), removed: count("removed") };
}

/** A last line break ends a line and begins none. */
const linesOf = (text) => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

function changes(a, b, limit) {
  const whole = [...Array(a.length).fill("removed"), ...Array(b.length).fill("added")];
  if (a.length === 0 || b.length === 0) return whole;
  const most = Math.min(limit, a.length + b.length);
  const reach = new Int32Array(2 * most + 3).fill(-1);
  const origin = most + 1;
  reach[origin + 1] = 0;
  const steps = [];
  for (let count = 0; count <= most; count += 1) {
    steps.push(reach.slice(origin - count - 1, origin + count + 2));
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      const goesDown = diagonal === -count || (diagonal !== count && reach[origin + diagonal - 1] < reach[origin + diagonal + 1]);
      let x = goesDown ? reach[origin + diagonal + 1] : reach[origin + diagonal - 1] + 1;
      let y = x - diagonal;
      while (x < a.length && y < b.length && a[x] === b[y]) [x, y] = [x + 1, y + 1];
      reach[origin + diagonal] = x;
      if (x >= a.length && y >= b.length) return walkBack(steps, a.length, b.length);
    }
  }
  return whole;
}

/** `steps[n]` holds how far each diagonal from `-n - 1` to `n + 1` reached before change `n`. */
function walkBack(steps, lengthBefore, lengthAfter) {
  const kinds = [];
  let [x, y] = [lengthBefore, lengthAfter];
  for (let count = steps.length - 1; count > 0; count -= 1) {
    const at = (diagonal) => steps[count][diagonal + count + 1];
    const diagonal = x - y;
    const goesDown = diagonal === -count || (diagonal !== count && at(diagonal - 1) < at(diagonal + 1));
    const from = goesDown ? diagonal + 1 : diagonal - 1;
    const [fromX, fromY] = [at(from), at(from) - from];
    for (const passed = goesDown ? fromX : fromX + 1; x > passed; x -= 1) kinds.push("same");
    kinds.push(goesDown ? "added" : "removed");
    [x, y] = [fromX, fromY];
  }
  for (; x > 0; x -= 1) kinds.push("same");
  return kinds.reverse();
}
