import type {
  Surface,
  SurfaceEvent,
  SurfaceModel,
  SurfaceOperation,
  SurfaceType,
  SurfaceVersion,
} from "../contract/surface-format.ts";
import type { Direction } from "./change-class.ts";

/** One version of a surface, with its entries by identity. */
export interface VersionIndex {
  readonly version: SurfaceVersion;
  readonly operations: ReadonlyMap<string, SurfaceOperation>;
  readonly models: ReadonlyMap<string, SurfaceModel>;
  readonly events: ReadonlyMap<string, SurfaceEvent>;
  /** For each model, the entries that refer to it. */
  readonly users: Users;
}

/** For each model, the models, operations and events that refer to it, with the direction of their data. */
type Users = ReadonlyMap<string, readonly User[]>;

type User =
  | { readonly model: string; readonly directions: readonly Direction[] }
  | { readonly operation: string; readonly directions: readonly Direction[] }
  | { readonly event: string; readonly directions: readonly Direction[] };

/** Where a model is used: the directions of all operations and events that use it, and the operations. */
export interface ModelUses {
  readonly directions: readonly Direction[];
  /** Keys of operations, sorted; events have no key and are not in the list. */
  readonly operations: readonly string[];
}

const BOTH: readonly Direction[] = ["request", "response"];

/** Indexes the versions of a surface by label. */
export function indexSurface(surface: Surface): ReadonlyMap<string, VersionIndex> {
  return new Map(
    surface.versions.map((version) => {
      const own = <Entry extends { readonly version: string }>(entries: readonly Entry[]): readonly Entry[] =>
        entries.filter((entry) => entry.version === version.version);
      const operations = new Map(own(surface.operations).map((entry) => [entry.key, entry]));
      const models = new Map(own(surface.models).map((entry) => [entry.id, entry]));
      const events = new Map(own(surface.events).map((entry) => [entry.wire, entry]));
      return [version.version, { version, operations, models, events, users: usersOf({ operations, models, events }) }];
    }),
  );
}

/** The models that a type refers to. */
export function refsOf(type: SurfaceType): readonly string[] {
  if (typeof type === "string") return [];
  if ("ref" in type) return [type.ref];
  if ("positions" in type)
    return [...type.positions.flatMap(refsOf), ...(type.list === undefined ? [] : refsOf(type.list))];
  if ("list" in type) return refsOf(type.list);
  if ("map" in type) return refsOf(type.map);
  if ("nullable" in type) return refsOf(type.nullable);
  return [];
}

/** A type that an entry mentions, with the direction of its data. */
export interface Mention {
  readonly type: SurfaceType;
  readonly directions: readonly Direction[];
}

/** The types that an operation mentions. */
export function operationMentions(operation: SurfaceOperation): readonly Mention[] {
  const sent = [
    ...operation.parameters.map(({ type }) => type),
    ...(operation.body?.contents ?? []).flatMap(({ type, fields = [] }) => [
      type,
      ...fields.map((field) => field.type),
    ]),
  ];
  const read = [
    ...operation.responses.flatMap(({ contents, headers }) => [...contents, ...headers].map(({ type }) => type)),
    ...(operation.success.types ?? []),
    ...(operation.paging === undefined ? [] : [operation.paging.item]),
  ];
  return [
    ...sent.map((type): Mention => ({ type, directions: ["request"] })),
    ...read.map((type): Mention => ({ type, directions: ["response"] })),
  ];
}

/** The types that a model mentions. */
export function modelMentions(model: SurfaceModel): readonly Mention[] {
  const { properties = [], rest, alternatives = [], correlation, members = [], type } = model;
  const both = [
    ...(typeof rest === "object" ? [rest.type] : []),
    ...[...alternatives.flatMap((entry) => entry.members), ...members, ...(correlation?.cases ?? [])].map(
      (entry) => entry.type,
    ),
    ...(type === undefined ? [] : [type]),
  ];
  return [
    ...properties.map((property) => ({ type: property.type, directions: directionsOfAccess(property.access) })),
    ...both.map((mentioned) => ({ type: mentioned, directions: BOTH })),
  ];
}

/** The directions in which a property is used. */
export function directionsOfAccess(access: "both" | "read" | "sent"): readonly Direction[] {
  switch (access) {
    case "both":
      return BOTH;
    case "read":
      return ["response"];
    case "sent":
      return ["request"];
  }
}

function usersOf({ operations, models, events }: Pick<VersionIndex, "operations" | "models" | "events">): Users {
  const users = new Map<string, User[]>();
  const add = (mentions: readonly Mention[], userOf: (directions: readonly Direction[]) => User): void => {
    for (const { type, directions } of mentions)
      for (const id of refsOf(type)) {
        const list = users.get(id);
        if (list === undefined) users.set(id, [userOf(directions)]);
        else list.push(userOf(directions));
      }
  };
  for (const [key, entry] of operations)
    add(operationMentions(entry), (directions) => ({ operation: key, directions }));
  for (const [id, entry] of models) add(modelMentions(entry), (directions) => ({ model: id, directions }));
  for (const [wire, { payload, reply }] of events)
    add(
      [
        { type: payload, directions: ["response"] },
        ...(reply === undefined ? [] : [{ type: reply, directions: ["request"] as const }]),
      ],
      (directions) => ({ event: wire, directions }),
    );
  return users;
}

const usesByIndex = new WeakMap<VersionIndex, Map<string, ModelUses>>();

/** The directions and operations that use a model, directly or through other models. Events count for the directions. */
export function usesOfModel(index: VersionIndex, id: string): ModelUses {
  let known = usesByIndex.get(index);
  if (known === undefined) usesByIndex.set(index, (known = new Map()));
  const found = known.get(id) ?? findUses(index, id);
  known.set(id, found);
  return found;
}

function findUses({ users }: VersionIndex, id: string): ModelUses {
  const operations = new Set<string>();
  const directions = new Set<Direction>();
  for (const direction of BOTH) {
    const seen = new Set([id]);
    const queue = [id];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const user of users.get(next) ?? []) {
        if (!user.directions.includes(direction)) continue;
        if ("model" in user) {
          if (seen.has(user.model)) continue;
          seen.add(user.model);
          queue.push(user.model);
        } else {
          directions.add(direction);
          if ("operation" in user) operations.add(user.operation);
        }
      }
    }
  }
  return { directions: BOTH.filter((direction) => directions.has(direction)), operations: [...operations].sort() };
}
