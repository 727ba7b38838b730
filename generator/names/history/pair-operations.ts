import type { Operation } from "../../model/model.ts";
import { ledgerId } from "../rules/bounds.ts";
import type { LedgerOperation } from "../ledger/ledger.ts";
import { splitWords } from "../rules/words.ts";
import { pairUp, type Pair, type Round } from "./pairs.ts";

/** An entry whose operation the input lacks. */
export interface GoneOperation {
  readonly key: string;
  readonly entry: LedgerOperation;
}

/**
 * Pairs absent operations with new ones whose endpoint changed: by their id, or by the endpoint without case, trailing
 * slash, extension and version. An id that an unchanged operation has too is no evidence.
 */
export function pairOperations(
  gone: readonly GoneOperation[],
  came: readonly Operation[],
  liveIds: ReadonlySet<string>,
): readonly Pair<GoneOperation, Operation>[] {
  const unless = (id: string): string | undefined => (id === "" || liveIds.has(id) ? undefined : id);
  const rounds: Round<GoneOperation, Operation>[] = [
    {
      traits: { gone: ({ entry }) => unless(entry.id), came: ({ wireId }) => unless(ledgerId(wireId)) },
      judge: (one, other) => judged(one, other, "the id is the same"),
    },
    {
      traits: { gone: ({ key }) => plainEndpoint(key), came: ({ key }) => plainEndpoint(key) },
      judge: () => ({ evidence: "the endpoints differ only in case, version or extension", isSure: true }),
    },
    {
      traits: {
        gone: ({ entry }) => unless(withoutVersion(entry.id)),
        came: ({ wireId }) => unless(withoutVersion(ledgerId(wireId))),
      },
      judge: (one, other) => judged(one, other, "the id is the same but for its version"),
    },
  ];
  return pairUp(gone, came, rounds);
}

/** A pair with another HTTP method, or with an id of one word (`delete`), is doubtful. */
function judged(
  { key, entry }: GoneOperation,
  operation: Operation,
  evidence: string,
): Pick<Pair<GoneOperation, Operation>, "evidence" | "isSure"> {
  const [method, path] = [key.slice(0, key.indexOf(" ")), key.slice(key.indexOf(" ") + 1)];
  if (method.toLowerCase() !== operation.method)
    return { evidence: `${evidence}, but the HTTP method differs`, isSure: false };
  const isTelling = splitWords(entry.id).length > 1 || lastName(path) === lastName(operation.path);
  return isTelling ? { evidence, isSure: true } : { evidence: `${evidence}, but it is not specific`, isSure: false };
}

/** The last segment of a path that is not a placeholder. */
function lastName(path: string): string | undefined {
  return path
    .split("/")
    .filter((part) => part !== "" && !part.startsWith("{"))
    .at(-1)
    ?.toLowerCase();
}

/** A version as a path segment: `v1`, `v2.1`. */
const VERSION = /^v\d+(?:[._-]\d+)*$/u;

/** The key of an operation without case, extension and version: `GET /V1/Roles/{}.json` becomes `GET /roles/{}`. */
export function plainEndpoint(key: string): string {
  const [method = "", path = ""] = key.split(/ (.*)/su);
  const parts = path
    .toLowerCase()
    .replace(/\.(?:json|xml|ya?ml)$/u, "")
    .split("/")
    .filter((part) => part !== "" && !VERSION.test(part));
  return `${method} /${parts.join("/")}`;
}

/** The id without its version: `listRolesV1` becomes `listRoles`. */
export function withoutVersion(id: string): string {
  return id.replace(/[._-]?[Vv]\d+$/u, "");
}
