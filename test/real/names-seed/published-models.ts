import type { ApiVersion, Declaration, TypeUse } from "../../../generator/model/model.ts";
import { pointerTokens } from "../../../generator/load/pointer.ts";
import { modelSpelling } from "../../../generator/names/rules/model-name.ts";
import type { PublishedModel } from "./published.ts";
import { publishedCamelize } from "../../../generator/names/rules/words.ts";
import { reservedTypes } from "../../../generator/names/rules/reserved-names.ts";
import { namings } from "../../support/namings.ts";

/**
 * What the published SDK calls a version's models, from the rules of its generator: files by their basenames in the
 * order they are reached (a second one of another shape has a number), inline schemas by the way to them, and equal
 * inline schemas under the name of one of them. Names are facts that users' scripts hold; see docs/names.md.
 */
export function publishedModels(
  version: ApiVersion,
  order: readonly string[],
  numbered: ReadonlySet<string>,
): readonly PublishedModel[] {
  const byId = new Map(version.declarations.map((declaration) => [declaration.id, declaration]));
  const files = fileNames(version, { byId, order, numbered });
  const groups = new Map<string, { names: string[]; places: string[] }>();
  for (const declaration of version.declarations) {
    if (declaration.place.kind === "file" || declaration.place.kind === "component") {
      const name = files.get(declaration.id);
      if (name !== undefined && declaration.kind !== "alias")
        push(groups, `file ${declaration.id}`, name, declaration.id);
      continue;
    }
    const name = inlineName(declaration, { version, files, order });
    if (declaration.kind === "enum" || name === undefined) continue;
    push(groups, shapeOf(declaration), name, declaration.id);
  }
  const byName = new Map<string, string[]>();
  for (const { names, places } of groups.values()) {
    for (const name of new Set(names)) byName.set(name, [...(byName.get(name) ?? []), ...places]);
  }
  return [...byName].map(([name, places]) => ({ name, places }));
}

function push(
  groups: Map<string, { names: string[]; places: string[] }>,
  key: string,
  name: string,
  place: string,
): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { names: [name], places: [place] });
  else {
    group.names.push(name);
    group.places.push(place);
  }
}

/** Files in the order in which they are reached, breadth first from the operations. */
function fileNames(
  version: ApiVersion,
  {
    byId,
    order,
    numbered,
  }: {
    readonly byId: ReadonlyMap<string, Declaration>;
    readonly order: readonly string[];
    readonly numbered: ReadonlySet<string>;
  },
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const operations = new Map(version.operations.map((operation) => [operation.key, operation]));
  const seen = new Set<string>();
  const queue: string[] = [];
  const reached: Declaration[] = [];
  const visit = (use: TypeUse | undefined): void => {
    for (const id of use === undefined ? [] : referencesOf(use)) {
      if (seen.has(id)) continue;
      seen.add(id);
      queue.push(id);
    }
  };
  for (const key of order) {
    const operation = operations.get(key);
    for (const parameter of operation?.parameters ?? []) visit(parameter.use);
    for (const content of operation?.body?.contents ?? []) visit(content.use);
    for (const answer of operation?.answers ?? []) for (const content of answer.contents) visit(content.use);
    while (queue.length > 0) {
      const declaration = byId.get(queue.shift() ?? "");
      if (declaration === undefined) continue;
      reached.push(declaration);
      for (const use of usesOf(declaration)) visit(use);
    }
  }
  // A file that the overrides qualify is one that the published SDK numbered; the others keep the plain name.
  const all = [...reached, ...version.declarations];
  for (const declaration of all) if (!numbered.has(declaration.id)) nameFile(declaration, names, counts);
  for (const declaration of all) if (numbered.has(declaration.id)) nameFile(declaration, names, counts);
  return names;
}

function nameFile(declaration: Declaration, names: Map<string, string>, counts: Map<string, number>): void {
  if (declaration.place.kind !== "file" || names.has(declaration.id)) return;
  const own = modelSpelling(
    publishedCamelize((declaration.id.split("/").at(-1) ?? "").replace(/\.[^.]*$/u, "")),
    reservedTypes(namings()),
  );
  const count = counts.get(own.toLowerCase()) ?? 0;
  counts.set(own.toLowerCase(), count + 1);
  names.set(declaration.id, count === 0 ? own : `${own}${count}`);
}

function usesOf(declaration: Declaration): readonly TypeUse[] {
  switch (declaration.kind) {
    case "object":
      return declaration.properties.map((property) => property.use);
    case "union":
      return declaration.members.map((member) => member.use);
    case "alias":
      return [declaration.target];
    case "enum":
      return [];
  }
}

function referencesOf(use: TypeUse): readonly string[] {
  switch (use.kind) {
    case "ref":
      return [use.id];
    case "list":
      return referencesOf(use.item);
    case "map":
      return referencesOf(use.value);
    case "nullable":
      return referencesOf(use.of);
    default:
      return [];
  }
}

/** The published name of an inline schema: its owner's, then a word for each step of its pointer. */
function inlineName(
  declaration: Declaration,
  at: { readonly version: ApiVersion; readonly files: ReadonlyMap<string, string>; readonly order: readonly string[] },
): string | undefined {
  const [file = "", pointer = ""] = declaration.id.split("#");
  const owner = at.files.get(file);
  const tokens = pointerTokens(pointer);
  if (declaration.place.kind === "tagError") return tagErrorName(declaration.place.tag, at);
  if (owner !== undefined) return owner + stepWords(tokens);
  const operation = at.version.operations.find(
    (candidate) => candidate.origin.file === file && tokens[0] === candidate.method,
  );
  if (operation !== undefined) {
    const base = publishedCamelize(operation.wireId);
    const schema = tokens.indexOf("schema");
    if (schema < 0) return undefined;
    if (tokens[1] === "requestBody") return `${base}Request${stepWords(tokens.slice(schema + 1))}`;
    if (tokens[1] === "responses") return `${base}${tokens[2] ?? ""}Response${stepWords(tokens.slice(schema + 1))}`;
    return undefined;
  }
  return sharedAnswerName(declaration, { file, ...at });
}

/** A shared answer is called after the first operation that gives it. */
function sharedAnswerName(
  declaration: Declaration,
  at: { readonly file: string; readonly version: ApiVersion; readonly order: readonly string[] },
): string | undefined {
  if (declaration.place.kind !== "sharedAnswer") return undefined;
  const rank = new Map(at.order.map((key, index) => [key, index]));
  const users = at.version.operations.filter((operation) =>
    operation.answers.some((answer) => answer.origin.file === at.file),
  );
  const [first] = users.sort((left, right) => (rank.get(left.key) ?? 0) - (rank.get(right.key) ?? 0));
  return first === undefined ? undefined : `${publishedCamelize(first.wireId)}${declaration.place.status}Response`;
}

/** An error body written inline is called after the first operation of the first path that has it. */
function tagErrorName(
  tag: string,
  at: { readonly version: ApiVersion; readonly order: readonly string[] },
): string | undefined {
  const rank = new Map(at.order.map((key, index) => [key, index]));
  const [first] = at.version.operations
    .filter(
      (operation) =>
        operation.tag === tag &&
        operation.answers.some(
          ({ status, contents }) =>
            !status.startsWith("2") && contents.some(({ use }) => use.kind === "ref" && use.id.includes("/responses/")),
        ),
    )
    .sort((left, right) => (rank.get(left.key) ?? 0) - (rank.get(right.key) ?? 0));
  const status = first?.answers.find(({ status: code }) => !code.startsWith("2"))?.status;
  return first === undefined || status === undefined
    ? undefined
    : `${publishedCamelize(first.wireId)}${status}Response`;
}

const STEP_WORDS: ReadonlyMap<string, string> = new Map([
  ["items", "Inner"],
  ["additionalProperties", "Value"],
]);

function stepWords(tokens: readonly string[]): string {
  let words = "";
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? "";
    // An array in a member of an `allOf`: its items are called after the property alone.
    if (token === "items" && tokens[index - 4] === "allOf" && index === 4) continue;
    if (token === "properties") words += publishedCamelize(tokens[(index += 1)] ?? "");
    else if (token === "allOf" || token === "oneOf" || token === "anyOf") {
      words += publishedCamelize(token);
      index += 1;
    } else words += STEP_WORDS.get(token) ?? publishedCamelize(token);
  }
  return words;
}

/** Inline schemas of one such text are one model in the published SDK. */
function shapeOf(declaration: Declaration): string {
  const { kind } = declaration;
  if (declaration.kind === "object") {
    const parts = declaration.properties.map((property) => [
      property.wire,
      property.use,
      property.required,
      property.description,
      property.examples,
    ]);
    return JSON.stringify([kind, parts, declaration.description]);
  }
  if (declaration.kind === "union")
    return JSON.stringify([kind, declaration.members.map((member) => member.use), declaration.description]);
  return declaration.id;
}
