import { createHash } from "node:crypto";
import type { ApiVersion, Declaration, EventHook, Operation } from "../model/model.ts";
import { sortBy } from "./surface-type.ts";

/** A short hash of descriptions and examples. A change of this hash means only that pages read differently. */
export function proseHash(prose: unknown): string {
  return createHash("sha256").update(JSON.stringify(prose)).digest("hex").slice(0, 16);
}

/** All descriptions and examples that a page shows for an operation. */
export function operationProse(operation: Operation): unknown {
  const { summary, description, deprecation, notes, parameters, body, answers, filters, sorters, job } = operation;
  return {
    summary,
    description,
    deprecation: [deprecation?.text, deprecation?.link],
    notes,
    parameters: sortBy(
      parameters.map(({ place, wire, declaredWire, description: text, examples }) => ({
        key: `${place} ${wire}`,
        declaredWire,
        text,
        examples,
      })),
      ({ key }) => key,
    ),
    body: [
      body?.description,
      body?.contents.map(({ mediaType, examples, fields }) => ({
        mediaType,
        examples,
        fields: sortBy(
          fields.map(({ wire, description: text, examples: own }) => ({ wire, text, examples: own })),
          ({ wire }) => wire,
        ),
      })),
    ],
    answers: answers.map(({ status, description: text, contents, headers }) => ({
      status,
      text,
      examples: contents.map(({ mediaType, examples }) => ({ mediaType, examples })),
      headers: sortBy(
        headers.map(({ wire, description: own }) => ({ wire, own })),
        ({ wire }) => wire,
      ),
    })),
    remarks: [filters?.remarks, sorters?.remarks],
    ...(job === undefined ? {} : { job: job.reason }),
  };
}

/** All descriptions and examples that a page shows for a model. */
export function modelProse(declaration: Declaration): unknown {
  const { title, description, examples } = declaration;
  const parts =
    declaration.kind === "object"
      ? sortBy(
          declaration.properties.map(({ wire, description: text, examples: own }) => ({ wire, text, own })),
          ({ wire }) => wire,
        )
      : declaration.kind === "enum"
        ? sortBy(
            declaration.values.map(({ value, description: text }) => ({ value, text })),
            ({ value }) => JSON.stringify(value),
          )
        : [];
  return { title, description, examples, parts };
}

/** The descriptions that a page shows for an event. */
export function eventProse({ summary, description, examples }: EventHook): unknown {
  return { summary, description, examples };
}

/** The descriptions that a page shows for a whole version; the spec's own version number counts as a description. */
export function versionProse({ title, description, revision, tags }: ApiVersion): unknown {
  return { title, description, revision, tags };
}
