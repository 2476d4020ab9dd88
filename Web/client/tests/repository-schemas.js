import { readdirSync, readFileSync } from "node:fs";
import { SchemaValidator } from "../schema-validator.js";

const root = new URL("../../../Schemas/", import.meta.url);

/** The schemas of the repository, as the server gives them out. */
export const repositorySchemas = ["events/", "channels/"].flatMap((folder) =>
  readdirSync(new URL(folder, root)).map((name) => JSON.parse(readFileSync(new URL(folder + name, root), "utf8"))),
);

export const repositoryValidator = new SchemaValidator(repositorySchemas);

/** A golden file's text. */
export const golden = (name) => readFileSync(new URL(`golden/${name}`, root), "utf8");

/** The names of the golden files of a form. */
export const goldenNames = (form) => readdirSync(new URL(`golden/${form}/`, root)).map((name) => `${form}/${name}`);
