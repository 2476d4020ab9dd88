/**
 * Which questions and answers stand under each other. A chat is one sequence of messages; a question that edits another one, or follows an
 * answer that others follow too, opens a branch. Pure: messages as the server lists them go in, turns come out.
 */
class BranchIndex {
  #byID;
  #answers;
  #before = new Map();
  /** question → the answer it goes on from, `""` for a first one. */
  slots = new Map();
  /** slot → the questions that compete for it, oldest first. */
  versions = new Map();

  constructor(messages) {
    const inOrder = [...messages].sort((a, b) => (a.id < b.id ? -1 : 1));
    const answers = inOrder.filter((message) => message.role === "assistant");
    this.questions = inOrder.filter((message) => message.role === "user");
    this.#byID = new Map(inOrder.map((message) => [message.id, message]));
    this.#answers = new Map(answers.map((message) => [message.parent, message]));
    this.questions.forEach((question, index) => this.#before.set(question.id, this.answer(this.questions[index - 1]?.id)?.id));
    for (const question of this.questions) {
      // A page that has not loaded what came before begins with the oldest question it has.
      const predecessor = this.#predecessor(question);
      const slot = this.#byID.has(predecessor) ? predecessor : "";
      this.slots.set(question.id, slot);
      this.versions.set(slot, [...(this.versions.get(slot) ?? []), question.id]);
    }
  }

  message(id) {
    return this.#byID.get(id);
  }

  answer(question) {
    return this.#answers.get(question);
  }

  /** The questions from `question` back to a first one, as `[slot, question]`. */
  *path(question) {
    for (let id = question; this.slots.has(id); id = this.message(this.slots.get(id))?.parent) yield [this.slots.get(id), id];
  }

  /** What a question says itself, else what the edited one followed, else the answer before it. */
  #predecessor(question) {
    if (question.follows) return question.follows;
    const edited = this.#byID.get(question.edits);
    return edited ? this.#predecessor(edited) : this.#before.get(question.id);
  }
}

/**
 * The turns to show: `[{slot, question, answer, versions, version}]`. `slot` names the place (the answer before it, `""` for the first),
 * `versions` are the IDs of the questions that compete for it, `version` the index of the one shown. `choices` maps slots to the question that
 * the reader chose; where nothing is chosen, the branch of the newest question is shown.
 */
export function arrangeTurns(messages, choices = new Map()) {
  const index = new BranchIndex(messages);
  const newest = new Map(index.path(index.questions.at(-1)?.id));
  const turns = [];
  for (let slot = ""; index.versions.has(slot); ) {
    const versions = index.versions.get(slot);
    const shown = versions.includes(choices.get(slot)) ? choices.get(slot) : (newest.get(slot) ?? versions.at(-1));
    const answer = index.answer(shown) ?? null;
    turns.push({ slot, question: index.message(shown), answer, versions, version: versions.indexOf(shown) });
    if (!answer) break;
    slot = answer.id;
  }
  return turns;
}

/** The choices under which `question` is shown: those given, changed where they would hide it. */
export function choicesShowing(messages, choices, question) {
  return new Map([...choices, ...new BranchIndex(messages).path(question)]);
}
