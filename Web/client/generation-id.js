import { randomID } from "./random-id.js";

/** An ID for a generation, made before the server knows of it: `gen_{time}_{chance}`, which sorts by time. */
export function newGenerationID(now = Date.now(), random = randomID()) {
  return `gen_${now.toString(36).padStart(9, "0")}_${random.slice(0, 16)}`;
}
