import type { CatalogEntry } from "./entry.ts";

/** Codes of the naming stage. */
export const NAMES = {
  "name-clash-settled": {
    severity: "warning",
    title: "No two things want one name",
    why: "The first entry of the ledger is final, so a person should see the name that a clash led to.",
    example: "Two schemas are called `Access`, one in `access/` and one in `search/`.",
    advice: "Commit the ledger if the name is good; else add the override that the finding proposes.",
  },
  "name-clash-locked": {
    severity: "warning",
    title: "A clash that was settled stays in sight",
    why: "The name was chosen by a run and not by a person, and whoever reads the SDK wonders why it is longer than others.",
    example: "The ledger has `AccessBeta` for a second schema `Access`, which an earlier run settled.",
    advice: "Choose a better name with `isc-sdkgen names rename`, or accept this one in the baseline of `lint`.",
  },
  "name-clash": {
    severity: "warning",
    title: "Names differ in more than a number",
    why: "The origins of the two things do not tell them apart, so only a number does, and it tells a reader nothing.",
    example: "Two inline schemas with the same title stand in one list of options.",
    advice: "Give it a name that says what it is, with an override at the key that the finding names.",
  },
  "name-clash-frozen": {
    severity: "error",
    title: "A frozen run settles no clash",
    why: "`--frozen` promises that no name is decided during the run.",
    example: "A new operation wants the name of another one, and `--frozen` is set.",
    advice: "Run without `--frozen` to lock the name, or add an override with another name.",
  },
  "name-unlocked": {
    severity: "error",
    title: "A frozen run makes no new name",
    why: "`--frozen` promises that no name is decided during the run.",
    example: "The spec has a new operation, and the ledger was not committed with it.",
    advice: "Run without `--frozen` and commit the ledger.",
  },
  "override-dead": {
    severity: "note",
    title: "Every override names a place that exists",
    why: "An override whose place is gone does nothing, and nobody notices.",
    example: "`specs/names.overrides.yaml` names an operation that no spec has.",
    advice: "Remove the override, or correct its place.",
  },
  "schema-moved": {
    severity: "note",
    title: "A schema that moved keeps its name",
    why: "Path, name, shape or the places that refer to it tell that it is the same schema, so its published name stays.",
    example: "`schemas/Role.yaml` becomes `schemas/roles/Role.yaml`.",
    advice: "Nothing is to do; give it another name with `isc-sdkgen names rename` if it is another schema.",
  },
  "operation-moved": {
    severity: "note",
    title: "An operation whose endpoint changed keeps its names",
    why: "Its operationId, or its endpoint but for case, version or extension, tells that it is the same operation.",
    example: "`GET /roles/{id}` with the id `getRole` becomes `GET /v2/roles/{id}`.",
    advice: "Nothing is to do; give it another name with `isc-sdkgen names rename` if it is another operation.",
  },
  "name-too-long": {
    severity: "warning",
    title: "A name has at most 60 letters",
    why: "Consoles cut longer names, and nobody reads or types them.",
    example: "An operation without an id has a path of many segments.",
    advice: "Add an override with a shorter name before the ledger is committed.",
  },
  "event-moved": {
    severity: "note",
    title: "An event that was spelled another way keeps its name",
    why: "The event of one webhook is gone and the event of another one came whose name has the same letters and digits. The names of the event and of its types stay.",
    example: "The webhook `orderMade` becomes `order.made`.",
    advice: "Nothing is to do.",
  },
  "tag-renamed": {
    severity: "note",
    title: "A tag that was renamed keeps its class",
    why: "All operations of one tag have another one now, so class, property, module and page stay.",
    example: "The tag `Work Flows` becomes `Workflows`.",
    advice: "Nothing is to do.",
  },
  "tag-changed": {
    severity: "warning",
    also: ["error"],
    title: "An operation keeps its tag",
    why: "The method of an operation is in the class of its tag, so TypeScript programs call it through another class when the tag changes. The old call stays as a deprecated method, and the page of a tag without operations redirects.",
    example: "`GET /roles` moves from the tag `Roles` to the tag `Access`, which other operations have too.",
    advice:
      "Run without `--frozen`, where it is an error, and commit the ledger with the deprecated method; or ask for the old tag.",
  },
  "alias-taken": {
    severity: "error",
    title: "An old name never means another thing",
    why: "Programs use the alias of one thing, and another live thing has that name now: what they call would change without a word.",
    example:
      "`getRole` of `RolesApi` moved to another tag, and another operation comes to `Roles` with the method `getRole`.",
    advice:
      "Give the other thing another name with `isc-sdkgen names rename`, or take the alias out of the ledger if nobody uses it.",
  },
  "move-doubtful": {
    severity: "warning",
    title: "Two things are known to be one, or known to be two",
    why: "Something is gone and something like it came, and the evidence is not enough to give it the old names.",
    example: "`Role.yaml` moves to another folder and has other properties there.",
    advice: "If it is the same thing, run the command that the finding gives; else nothing is to do.",
  },
  "file-name-mended": {
    severity: "warning",
    title: "Every file has a name that every operating system accepts",
    why: "Some names are reserved, empty, too long, or equal to another one but for case.",
    example: "A tag is called `CON` or consists of signs only.",
    advice: "Commit the ledger if the name is good; else rename the tag or schema with an override.",
  },
} as const satisfies Record<string, CatalogEntry>;
