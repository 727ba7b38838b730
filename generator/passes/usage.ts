import type { ApiVersion, Declaration, DeclarationId, TypeUse } from "../model/model.ts";
import { indexDeclarations, reachFrom, referencesOf, usesOf } from "../model/uses.ts";
import type { VersionPass } from "./pass.ts";

/**
 * Sets on each declaration whether requests reach it, whether responses reach it, and whether its request form differs.
 */
export const usage: VersionPass = {
  id: "usage",
  title: "Declarations know which side uses them and whether their request form differs.",
  run: (version) => {
    const declarations = indexDeclarations(version);
    const inRequest = new Set(reachFrom(declarations, requestUses(version)));
    const inAnswer = new Set(reachFrom(declarations, answerUses(version)));
    // A declaration that no operation reaches is exported too, as the type of a response.
    const differs = requestForms(declarations);
    return {
      value: {
        ...version,
        declarations: version.declarations.map((declaration): Declaration => ({
          ...declaration,
          inRequest: inRequest.has(declaration.id),
          inAnswer: inAnswer.has(declaration.id) || !inRequest.has(declaration.id),
          requestFormDiffers: differs.has(declaration.id),
        })),
      },
      diagnostics: [],
    };
  },
};

function requestUses(version: ApiVersion): TypeUse[] {
  return version.operations
    .flatMap((operation) => [
      ...operation.parameters.map((parameter) => parameter.use),
      ...(operation.body?.contents.flatMap((content) => [content.use, ...content.fields.map((field) => field.use)]) ??
        []),
    ])
    .concat(
      // The caller sends the reply to an event, so a reply counts as a request.
      version.events.flatMap((event) => (event.reply === undefined ? [] : [event.reply])),
    );
}

function answerUses(version: ApiVersion): TypeUse[] {
  return [
    ...version.operations.flatMap((operation) =>
      operation.answers.flatMap((answer) => [
        ...answer.contents.map((content) => content.use),
        ...answer.headers.map((header) => header.use),
      ]),
    ),
    ...version.events.map((event) => event.payload),
  ];
}

/**
 * Whether a use has a different type in requests. A string literal is an enumeration of one value: open in a response,
 * closed in a request. A file accepts more types when it is sent than a response returns.
 */
function isSideBound(use: TypeUse): boolean {
  return (
    (use.kind === "literal" && typeof use.value === "string") || (use.kind === "scalar" && use.scalar === "binary")
  );
}

/** Whether a use, or a use nested in its lists, maps and nullables, passes the test. */
function holds(use: TypeUse, isWanted: (use: TypeUse) => boolean): boolean {
  if (isWanted(use)) return true;
  switch (use.kind) {
    case "list":
      return [use.item, ...(use.positions?.uses ?? [])].some((item) => holds(item, isWanted));
    case "map":
      return holds(use.value, isWanted);
    case "nullable":
      return holds(use.of, isWanted);
    default:
      return false;
  }
}

/**
 * The declarations whose request form differs: enumerations, objects with read-only or write-only properties, uses that
 * {@link isSideBound} accepts, and every declaration that refers to one of these.
 */
function requestForms(declarations: ReadonlyMap<DeclarationId, Declaration>): Set<DeclarationId> {
  const differs = new Set<DeclarationId>();
  const users = new Map<DeclarationId, DeclarationId[]>();
  const queue: DeclarationId[] = [];
  for (const declaration of declarations.values()) {
    const isDifferent =
      declaration.kind === "enum" ||
      (declaration.kind === "object" && declaration.properties.some((property) => property.access !== "both")) ||
      usesOf(declaration).some((use) => holds(use, isSideBound));
    if (isDifferent) {
      differs.add(declaration.id);
      queue.push(declaration.id);
    }
    for (const id of referencesOf(declaration)) {
      const list = users.get(id);
      if (list === undefined) users.set(id, [declaration.id]);
      else list.push(declaration.id);
    }
  }
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const user of users.get(id) ?? []) {
      if (differs.has(user)) continue;
      differs.add(user);
      queue.push(user);
    }
  }
  return differs;
}
