/**
 * The rows of the list under the questions that they belong to, oldest first: `[{key, heading, items: [{artifact, version, count, hasOutput}]}]`. Output
 * whose code is listed has no row of its own. `versions` maps an ID to the IDs of all its versions, `messages` an ID to its message. Pure.
 */
export function listGroups(artifacts, versions, messages = new Map()) {
  const ids = new Set(artifacts.map(({ id }) => id));
  const withOutput = new Set(artifacts.filter(({ type }) => type === "AO").map(({ parent }) => parent));
  const groups = new Map();
  for (const artifact of artifacts) {
    if (artifact.type === "AO" && ids.has(artifact.parent)) continue;
    const question = messages.get(artifact.message)?.parent ?? artifact.message;
    if (!groups.has(question)) groups.set(question, { key: question, heading: headingOf(messages.get(question)), items: [] });
    const all = versions.get(artifact.id) ?? [artifact.id];
    groups.get(question).items.push({ artifact, version: all.indexOf(artifact.id) + 1, count: all.length, hasOutput: withOutput.has(artifact.id) });
  }
  return [...groups.values()];
}

const headingOf = (question) => question?.content?.split("\n").find((line) => line.trim() !== "")?.trim().slice(0, 120) || "A question";
