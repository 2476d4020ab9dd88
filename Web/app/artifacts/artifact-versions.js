import { isPage } from "./artifact-names.js";

/** Parts that two texts must share: of the shorter one, and of the longer one. */
const leastOfShorter = 0.6;
const leastOfLonger = 0.3;
/** Fewer lines than this tell nothing. */
const leastLines = 3;
const mostLines = 4_000;
/** An artifact is compared with the newest ones of its language. */
const mostCompared = 40;

const lineCounts = new WeakMap();

/**
 * The artifacts in groups, each the versions of one, oldest first; groups stand in the order of their first version. Versions have the same
 * kind and the same title; where one of them has no title, they are code of the same language, or pages, in different messages, and share
 * most of their lines. One whose content is not known, or still grows, is a version by its title alone.
 */
export function groupVersions(artifacts) {
  const groups = [];
  const byTitle = new Map();
  const byFamily = new Map();
  for (const artifact of artifacts) {
    const family = familyOf(artifact);
    const group = family === null ? null : versionsOf(artifact, family, byTitle, byFamily);
    if (group) {
      group.push(artifact);
      if (artifact.title) byTitle.set(titleKey(artifact), group);
      continue;
    }
    const made = [artifact];
    groups.push(made);
    if (family === null) continue;
    if (artifact.title) byTitle.set(titleKey(artifact), made);
    if (!byFamily.has(family)) byFamily.set(family, []);
    byFamily.get(family).push(made);
  }
  return groups;
}

/** How much of the longer and of the shorter text stands in the other, as shares of their telling lines. Pure. */
export function sharedLines(first, second) {
  const [a, b] = [countsOf(first), countsOf(second)];
  let common = 0;
  for (const [line, count] of a.lines) common += Math.min(count, b.lines.get(line) ?? 0);
  const [shorter, longer] = a.total < b.total ? [a.total, b.total] : [b.total, a.total];
  return { ofShorter: shorter === 0 ? 0 : common / shorter, ofLonger: longer === 0 ? 0 : common / longer, shorter };
}

/** Output and attachments are what they are: they have no versions. */
function familyOf(artifact) {
  if (artifact.type !== "AC" && artifact.type !== "AH") return null;
  if (artifact.type === "AC" && artifact.language?.toLowerCase() === "svg") return "svg";
  return isPage(artifact) ? "page" : `code ${artifact.language?.toLowerCase() ?? ""}`;
}

const titleKey = (artifact) => `${isPage(artifact) ? "page" : "code"} ${artifact.title.trim().toLowerCase()}`;

function versionsOf(artifact, family, byTitle, byFamily) {
  const titled = artifact.title ? byTitle.get(titleKey(artifact)) : undefined;
  if (titled) return titled;
  if (artifact.live || typeof artifact.content !== "string") return null;
  let best = null;
  for (const group of (byFamily.get(family) ?? []).slice(-mostCompared)) {
    const newest = group.at(-1);
    if (newest.message === artifact.message || newest.live || typeof newest.content !== "string") continue;
    if (artifact.title && group.some(({ title }) => title)) continue;
    const { ofShorter, ofLonger, shorter } = sharedLines(newest, artifact);
    if (shorter < leastLines || ofShorter < leastOfShorter || ofLonger < leastOfLonger) continue;
    if (best === null || ofShorter + ofLonger >= best.share) best = { group, share: ofShorter + ofLonger };
  }
  return best?.group ?? null;
}

/** How often each line stands in an artifact, without indentation and without lines that hold no word. */
function countsOf(artifact) {
  const known = lineCounts.get(artifact);
  if (known?.content === artifact.content) return known;
  const lines = new Map();
  let total = 0;
  for (const line of artifact.content.split("\n", mostLines)) {
    const told = line.trim();
    if (!/[\p{L}\p{N}]/u.test(told)) continue;
    lines.set(told, (lines.get(told) ?? 0) + 1);
    total += 1;
  }
  const counts = { content: artifact.content, lines, total };
  lineCounts.set(artifact, counts);
  return counts;
}
