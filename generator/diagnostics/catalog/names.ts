import type { CatalogEntry } from "./entry.ts";

/** Codes of the naming stage. */
export const NAMES = {
  "name-clash-settled": {
    severity: "warning",
    title: "Every operation, schema, tag and event has a name of its own",
    why: "Two entries would have the same name, so one got a longer name. The ledger makes that name final, so a person should check it first.",
    example: "Two schemas are named `Access`, one in `access/` and one in `search/`.",
    advice: "If the name is good, commit the ledger. Otherwise add the override that the finding proposes.",
  },
  "name-clash-locked": {
    severity: "warning",
    title: "A name that an earlier run chose for a clash is checked by a person",
    why: "A run chose the longer name, not a person. Readers of the SDK cannot see why it is longer than the others.",
    example: "The ledger has `AccessBeta` for a second schema `Access`, which an earlier run settled.",
    advice: "Choose a better name with `isc-sdkgen names rename`, or accept the finding in the baseline of `lint`.",
  },
  "name-clash": {
    severity: "warning",
    title: "Names differ in more than a number",
    why: "Nothing in the spec distinguishes the two entries, so one got a number. A number tells the reader nothing.",
    example: "Two inline schemas of one `oneOf` have the same title.",
    advice: "Add an override with a descriptive name at the key that the finding names.",
  },
  "name-clash-frozen": {
    severity: "error",
    title: "A frozen run finds no clash of names",
    why: "With `--frozen`, a run must not decide any name.",
    example: "A new operation would have the name of another operation, and `--frozen` is set.",
    advice: "Run without `--frozen` to lock the proposed name, or add an override with another name.",
  },
  "name-unlocked": {
    severity: "error",
    title: "A frozen run finds every name in the ledger",
    why: "With `--frozen`, a run must not decide any name.",
    example: "The spec has a new operation, but the updated ledger was not committed.",
    advice: "Run without `--frozen`, and commit the ledger.",
  },
  "override-dead": {
    severity: "note",
    title: "Every override matches something in the specs",
    why: "An override that matches nothing has no effect. It may be misspelt.",
    example: "`specs/names.overrides.yaml` has an entry for an operation that no spec has.",
    advice: "Remove the override, or correct its key.",
  },
  "schema-moved": {
    severity: "note",
    title: "A schema that moved keeps its name",
    why: "Its path, its name, its content or the references to it show that it is the same schema, so its public name stays.",
    example: "`schemas/Role.yaml` becomes `schemas/roles/Role.yaml`.",
    advice: "No action is needed. If it is a different schema, rename it with `isc-sdkgen names rename`.",
  },
  "operation-moved": {
    severity: "note",
    title: "An operation whose endpoint changed keeps its names",
    why: "Its operationId is the same, or its endpoint differs only in case, version or extension. So it is the same operation, and its public names stay.",
    example: "`GET /roles/{id}` with the id `getRole` becomes `GET /v2/roles/{id}`.",
    advice: "No action is needed. If it is a different operation, rename it with `isc-sdkgen names rename`.",
  },
  "name-too-long": {
    severity: "warning",
    title: "A name has at most 60 characters",
    why: "Consoles cut longer names off, and people cannot read or type them easily.",
    example: "An operation without an operationId has a path with many segments.",
    advice: "Add an override with a shorter name before you commit the ledger.",
  },
  "event-moved": {
    severity: "note",
    title: "An event whose spelling changed keeps its name",
    why: "A webhook disappeared, and another webhook appeared whose name has the same letters and digits. The names of the event and of its types stay.",
    example: "The webhook `orderMade` becomes `order.made`.",
    advice: "No action is needed.",
  },
  "tag-renamed": {
    severity: "note",
    title: "A renamed tag keeps its class",
    why: "All operations of one tag now have the same other tag. So the class, property, module and page of the tag keep their names.",
    example: "The tag `Work Flows` becomes `Workflows`.",
    advice: "No action is needed.",
  },
  "tag-changed": {
    severity: "warning",
    also: ["error"],
    title: "An operation keeps its tag",
    why: "The method of an operation is in the class of its tag. If the tag changes, TypeScript programs call the method through another class. The old call stays as a deprecated method, and the page of a tag without operations redirects.",
    example: "`GET /roles` moves from the tag `Roles` to the existing tag `Access`.",
    advice:
      "With `--frozen` this is an error: run without it, and commit the ledger with the deprecated method. Or ask the vendor to restore the tag.",
  },
  "alias-taken": {
    severity: "error",
    title: "A former name is not used for anything else",
    why: "Programs still use the alias, and another entry has that name now. Their calls would silently do something else.",
    example:
      "`getRole` of `RolesApi` moved to another tag, and then another operation with the method `getRole` got the tag `Roles`.",
    advice:
      "Rename the other entry with `isc-sdkgen names rename`, or remove the alias from the ledger if no program uses it.",
  },
  "move-doubtful": {
    severity: "warning",
    title: "It is certain whether something moved or is new",
    why: "Something disappeared and something similar appeared, but the evidence is too weak to reuse the old names.",
    example: "`Role.yaml` moves to another folder, and its properties change as well.",
    advice: "If it is the same thing, run the command that the finding shows. Otherwise no action is needed.",
  },
  "file-name-mended": {
    severity: "warning",
    title: "Every file name is valid on every operating system",
    why: "Some names are reserved, empty, too long, or differ from another name only in case.",
    example: "A tag is named `CON`, or its name has neither letters nor digits.",
    advice: "If the name is good, commit the ledger. Otherwise rename the tag or schema with an override.",
  },
} as const satisfies Record<string, CatalogEntry>;
