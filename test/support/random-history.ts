import fc from "fast-check";
import { operationText, type SpecFiles } from "./history.ts";
import type { Draw } from "./random-versions.ts";

/** A schema file of a random API. */
export interface RandomSchema {
  readonly file: string;
  readonly wires: readonly string[];
  /** A schema that it refers to, by its number. */
  readonly refers?: number;
}

/** An operation of a random API. Its number is what it is, whatever it is called and wherever it stands. */
export interface RandomOperation {
  readonly id: string;
  readonly method: "get" | "post";
  readonly path: string;
  readonly placeholder: string;
  readonly tag: string;
  /** The schema of its answer, by its number; absent: one of its own. */
  readonly gives?: number;
  readonly own: readonly string[];
}

/** A random API by numbers: a number is never used again for something else. */
export interface RandomApi {
  readonly schemas: ReadonlyMap<number, RandomSchema>;
  readonly operations: ReadonlyMap<number, RandomOperation>;
  readonly next: number;
  /** What went away, to come back. */
  readonly lost: ReadonlyMap<number, RandomOperation>;
}

const NOUNS = ["widget", "gadget", "role", "source", "policy", "owner"] as const;
const WIRES = ["id", "name", "size", "color", "weight", "state", "kind", "email", "phone", "street"] as const;
const FOLDERS = ["schemas", "schemas/things", "dto", "v3/schemas"] as const;
const TAGS = ["Things", "Others", "Late"] as const;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function wiresOf(draw: Draw): readonly string[] {
  return WIRES.filter(() => draw.chance())
    .concat("id")
    .filter((wire, index, all) => all.indexOf(wire) === index);
}

function newSchema(draw: Draw): RandomSchema {
  const name = capital(draw.pick(NOUNS)) + draw.pick(["", "Dto", "Ref", "Item"]);
  return { file: `${draw.pick(FOLDERS)}/${name}.yaml`, wires: wiresOf(draw) };
}

function newOperation(draw: Draw, api: RandomApi): RandomOperation {
  const noun = draw.pick(NOUNS);
  const method = draw.pick(["get", "post"] as const);
  const schemas = [...api.schemas.keys()];
  const gives = schemas.length > 0 && draw.chance() ? draw.pick(schemas) : undefined;
  return {
    id: `${method === "get" ? "get" : "create"}${capital(noun)}${draw.pick(["", "Detail", "List"])}`,
    method,
    path: `/${draw.pick(["", "all/", "x/"])}${noun}s/${draw.pick(["", "more/"])}`,
    placeholder: draw.pick(["id", `${noun}Id`]),
    tag: draw.pick(TAGS),
    own: wiresOf(draw),
    ...(gives === undefined ? {} : { gives }),
  };
}

/** Whether two things of an API would stand at one place, which no spec can say. */
function isSound({ schemas, operations }: RandomApi): boolean {
  const files = [...schemas.values()].map(({ file }) => file.toLowerCase());
  const paths = [...operations.values()].map(({ path }) => path);
  return operations.size > 0 && new Set(files).size === files.length && new Set(paths).size === paths.length;
}

type Edit = (draw: Draw, api: RandomApi) => RandomApi;

function withOperation(draw: Draw, api: RandomApi, change: (operation: RandomOperation) => RandomOperation): RandomApi {
  const number = draw.pick([...api.operations.keys()]);
  const operation = api.operations.get(number);
  return operation === undefined
    ? api
    : { ...api, operations: new Map([...api.operations, [number, change(operation)]]) };
}

function withSchema(draw: Draw, api: RandomApi, change: (schema: RandomSchema) => RandomSchema): RandomApi {
  if (api.schemas.size === 0) return api;
  const number = draw.pick([...api.schemas.keys()]);
  const schema = api.schemas.get(number);
  return schema === undefined ? api : { ...api, schemas: new Map([...api.schemas, [number, change(schema)]]) };
}

/** What happens to APIs. */
export const EDITS: Readonly<Record<string, Edit>> = {
  addOperation: (draw, api) => ({
    ...api,
    operations: new Map([...api.operations, [api.next, newOperation(draw, api)]]),
    next: api.next + 1,
  }),
  addSchema: (draw, api) => ({
    ...api,
    schemas: new Map([...api.schemas, [api.next, newSchema(draw)]]),
    next: api.next + 1,
  }),
  removeOperation: (draw, api) => {
    const number = draw.pick([...api.operations.keys()]);
    const operation = api.operations.get(number);
    const operations = new Map([...api.operations].filter(([key]) => key !== number));
    return {
      ...api,
      operations,
      lost: new Map([...api.lost, ...(operation === undefined ? [] : [[number, operation] as const])]),
    };
  },
  bringBack: (draw, api) => {
    if (api.lost.size === 0) return api;
    const number = draw.pick([...api.lost.keys()]);
    const operation = api.lost.get(number);
    if (operation === undefined) return api;
    const gives = operation.gives !== undefined && api.schemas.has(operation.gives) ? { gives: operation.gives } : {};
    const { gives: _gives, ...rest } = operation;
    return {
      ...api,
      operations: new Map([...api.operations, [number, { ...rest, ...gives }]]),
      lost: new Map([...api.lost].filter(([key]) => key !== number)),
    };
  },
  moveOperation: (draw, api) =>
    withOperation(draw, api, (operation) => ({
      ...operation,
      path: `/${draw.pick(["moved", "new"])}${operation.path}`,
    })),
  renamePlaceholder: (draw, api) =>
    withOperation(draw, api, (operation) => ({ ...operation, placeholder: `${operation.placeholder}X` })),
  renameId: (draw, api) =>
    withOperation(draw, api, (operation) => ({ ...operation, id: `${operation.id}${draw.pick(["Now", "V1"])}` })),
  retag: (draw, api) => withOperation(draw, api, (operation) => ({ ...operation, tag: draw.pick(TAGS) })),
  moveSchema: (draw, api) =>
    withSchema(draw, api, (schema) => ({
      ...schema,
      file: `${draw.pick(FOLDERS)}/${schema.file.split("/").at(-1) ?? ""}`,
    })),
  renameSchema: (draw, api) =>
    withSchema(draw, api, (schema) => ({ ...schema, file: schema.file.replace(/(?:Dto)?\.yaml$/u, "Dto.yaml") })),
  changeCase: (draw, api) =>
    withSchema(draw, api, (schema) => ({
      ...schema,
      file: schema.file.replace(/[^/]+$/u, (name) => (draw.chance() ? name.toLowerCase() : capital(name))),
    })),
  retype: (draw, api) =>
    withSchema(draw, api, (schema) => ({
      ...schema,
      wires: [...new Set([...schema.wires.slice(draw.number(0, 1)), draw.pick(WIRES)])],
    })),
  split: (draw, api) => {
    const grown = withSchema(draw, api, (schema) => ({ ...schema, refers: api.next }));
    return { ...grown, schemas: new Map([...grown.schemas, [api.next, newSchema(draw)]]), next: api.next + 1 };
  },
  merge: (draw, api) => {
    if (api.schemas.size < 2) return api;
    const [kept, dropped] = [draw.pick([...api.schemas.keys()]), draw.pick([...api.schemas.keys()])];
    if (kept === dropped) return api;
    const redirect = (number: number | undefined): number | undefined => (number === dropped ? kept : number);
    const operations = new Map(
      [...api.operations].map(([key, { gives, ...rest }]) => {
        const to = redirect(gives);
        return [key, { ...rest, ...(to === undefined ? {} : { gives: to }) }];
      }),
    );
    const schemas = new Map(
      [...api.schemas]
        .filter(([key]) => key !== dropped)
        .map(([key, { refers, ...rest }]) => {
          const to = redirect(refers);
          return [key, { ...rest, ...(to === undefined || to === key ? {} : { refers: to }) }];
        }),
    );
    return { ...api, operations, schemas };
  },
};

/** One state of a random history, with what led to it. */
export interface RandomState {
  readonly edits: readonly string[];
  readonly api: RandomApi;
  readonly files: SpecFiles;
}

/** A random history: a first state, and as many steps as asked for, of one or two edits each. */
export function drawHistory(draw: Draw, steps: number): readonly RandomState[] {
  let api: RandomApi = { schemas: new Map(), operations: new Map(), next: 0, lost: new Map() };
  const states: RandomState[] = [];
  const apply = (names: readonly string[]): void => {
    const applied: string[] = [];
    for (const name of names) {
      const edited = EDITS[name]?.(draw, api) ?? api;
      if (!isSound(edited) && edited.operations.size + edited.schemas.size > 0 && states.length > 0) continue;
      if (states.length === 0 && edited.operations.size > 0 && !isSound(edited)) continue;
      api = edited;
      applied.push(name);
    }
    states.push({ edits: applied, api, files: filesOf(api) });
  };
  apply(["addOperation", "addSchema", "addSchema", "addOperation", "addOperation", "addSchema", "addOperation"]);
  for (let step = 1; step < steps; step += 1)
    apply(Array.from({ length: draw.number(1, 2) }, () => draw.pick(Object.keys(EDITS))));
  return states;
}

/** The spec of an API: a root, and a file for each schema. */
export function filesOf({ schemas, operations }: RandomApi): SpecFiles {
  const reference = (from: string, number: number): string => {
    const up = "../".repeat(from.split("/").length - 1);
    return `{ $ref: '${up}${schemas.get(number)?.file ?? ""}' }`;
  };
  const shape = (wires: readonly string[], more = ""): string =>
    `{ type: object, properties: { ${wires.map((wire) => `${wire}: { type: string }`).join(", ")}${more} } }`;
  const lines = [...operations.values()].map(({ id, method, path, placeholder, tag, gives, own }) => {
    const full = `${path}{${placeholder}}`;
    const answer = gives !== undefined && schemas.has(gives) ? reference("root.yaml", gives) : shape(own);
    return `  ${JSON.stringify(full)}: { ${method}: ${operationText(full, { id, tag, gives: answer })} }`;
  });
  return {
    "root.yaml": `openapi: 3.0.1\ninfo: { title: Test, version: '1' }\nservers: [{ url: 'https://x.example/beta' }]\npaths:\n${lines.join("\n")}\n`,
    ...Object.fromEntries(
      [...schemas.values()].map(({ file, wires, refers }) => [
        file,
        shape(wires, refers !== undefined && schemas.has(refers) ? `, linked: ${reference(file, refers)}` : ""),
      ]),
    ),
  };
}

/** Histories by seed, the same in every run. */
export function historyBySeed(seed: number, steps: number): readonly RandomState[] {
  const [states = []] = fc.sample(
    fc.gen().map((generator) =>
      drawHistory(
        {
          chance: () => generator(fc.boolean),
          number: (min, max) => generator(fc.integer, { min, max }),
          pick: (values) => generator(() => fc.constantFrom(...values)),
        },
        steps,
      ),
    ),
    { seed, numRuns: 1 },
  );
  return states;
}
