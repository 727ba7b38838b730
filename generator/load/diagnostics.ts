import { defineDiagnostic } from "../diagnostics/diagnostic.ts";
import { MAXIMUM_CHAIN } from "./limits.ts";

/** The findings of the reading and the linking stage. */
export const unreadableRoot = defineDiagnostic<{ path: string; reason: string }>({
  code: "unreadable-root",
  message: ({ path, reason }) => `the root ${path} cannot be read: ${reason}`,
  action: () =>
    "pass the path of an OpenAPI 3.0, 3.1 or 3.2 document with --spec VERSION=PATH, or set it in the configuration",
});

export const noRoots = defineDiagnostic<{ root: string; base: string }>({
  code: "no-roots",
  message: ({ root, base }) => `no file in ${base} matches the pattern ${root}`,
  action: () => "pass a path, or a pattern that matches the root documents, such as apis/*/openapi.yaml",
});

export const unreadableFile = defineDiagnostic<{ reason: string }>({
  code: "unreadable-file",
  message: ({ reason }) => `the file cannot be read: ${reason}`,
  action: () => "references to it have the type unknown",
});

export const yamlTolerated = defineDiagnostic<{ reason: string }>({
  code: "yaml-tolerated",
  message: ({ reason }) => `the text is not well formed: ${reason}`,
  action: () => "the text is read nevertheless; correct it, because stricter parsers reject it",
});

export const duplicateKey = defineDiagnostic<{ reason: string }>({
  code: "duplicate-key",
  message: ({ reason }) => reason,
  action: () => "the last one is used; remove the others",
});

export const refusedReference = defineDiagnostic<{ ref: string; reason: string }>({
  code: "refused-reference",
  message: ({ ref, reason }) => `the reference "${ref}" is refused: ${reason}`,
  action: () =>
    "move the file into the spec's folder, or allow its folder or URL with references.allow in the configuration",
});

export const missingReference = defineDiagnostic<{ ref: string; reason: string }>({
  code: "missing-reference",
  message: ({ ref, reason }) => `the reference "${ref}" has no target: ${reason}`,
  action: () => "its type is unknown",
});

export const extensionlessReference = defineDiagnostic<{ ref: string }>({
  code: "extensionless-reference",
  message: ({ ref }) =>
    `the reference "${ref}" names a file without .yaml, .yml or .json, which other resolvers load as plain text`,
  action: () => "the file is read as YAML",
});

export const circularReference = defineDiagnostic<{ ref: string }>({
  code: "circular-reference",
  message: ({ ref }) => `the reference "${ref}" leads back to itself through other references`,
  action: () => "its type is unknown",
});

export const longChain = defineDiagnostic<{ ref: string }>({
  code: "long-reference-chain",
  message: ({ ref }) => `the reference "${ref}" starts a chain of more than ${String(MAXIMUM_CHAIN)} references`,
  action: () => "its type, and that of every reference to it, is unknown; refer to the schema at the end of the chain",
});

export const wrongKindReference = defineDiagnostic<{ ref: string; wanted: string; found: string; isReadable: boolean }>(
  {
    code: "wrong-kind-reference",
    message: ({ ref, wanted, found }) => `the target of the reference "${ref}" is ${found}, not ${wanted}`,
    action: ({ wanted, isReadable }) =>
      isReadable
        ? `read as ${wanted}, because it has the keys of ${wanted}`
        : "its type is unknown; correct the reference",
  },
);

export const pointerThroughReference = defineDiagnostic<{ ref: string }>({
  code: "pointer-through-reference",
  message: ({ ref }) => `the pointer of the reference "${ref}" leads through another reference`,
  action: () => "the inner reference is followed, as most tools do; reported once for each pair of files",
});
