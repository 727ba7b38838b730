import { defineDiagnostic } from "../diagnostics/diagnostic.ts";
import { MAXIMUM_CHAIN } from "./limits.ts";

/** The findings of the reading and the linking stage. */
export const unreadableRoot = defineDiagnostic<{ path: string; reason: string }>({
  code: "unreadable-root",
  message: ({ path, reason }) => `the root ${path} cannot be read: ${reason}`,
  action: () => "give the path of an OpenAPI 3.0, 3.1 or 3.2 document with --spec VERSION=PATH or in the config",
});

export const noRoots = defineDiagnostic<{ root: string; base: string }>({
  code: "no-roots",
  message: ({ root, base }) => `no file in ${base} fits the pattern ${root}`,
  action: () => "give a path or a pattern that fits the root documents: apis/*/openapi.yaml",
});

export const unreadableFile = defineDiagnostic<{ reason: string }>({
  code: "unreadable-file",
  message: ({ reason }) => `the file cannot be read: ${reason}`,
  action: () => "what refers to it becomes unknown",
});

export const yamlTolerated = defineDiagnostic<{ reason: string }>({
  code: "yaml-tolerated",
  message: ({ reason }) => `the text is not well formed: ${reason}`,
  action: () => "read all the same",
});

export const duplicateKey = defineDiagnostic<{ reason: string }>({
  code: "duplicate-key",
  message: ({ reason }) => reason,
  action: () => "the last one counts; remove the others",
});

export const refusedReference = defineDiagnostic<{ ref: string; reason: string }>({
  code: "refused-reference",
  message: ({ ref, reason }) => `the reference "${ref}" is refused: ${reason}`,
  action: () => 'move the file into the spec\'s folder, or allow where it lies with "references" in the config',
});

export const missingReference = defineDiagnostic<{ ref: string; reason: string }>({
  code: "missing-reference",
  message: ({ ref, reason }) => `the reference "${ref}" leads nowhere: ${reason}`,
  action: () => "the place becomes unknown",
});

export const extensionlessReference = defineDiagnostic<{ ref: string }>({
  code: "extensionless-reference",
  message: ({ ref }) =>
    `the reference "${ref}" names a file without .yaml, .yml or .json, which resolvers load as text`,
  action: () => "read as YAML",
});

export const circularReference = defineDiagnostic<{ ref: string }>({
  code: "circular-reference",
  message: ({ ref }) => `the reference "${ref}" leads back to itself through nothing but references`,
  action: () => "the place becomes unknown",
});

export const longChain = defineDiagnostic<{ ref: string }>({
  code: "long-reference-chain",
  message: ({ ref }) =>
    `the reference "${ref}" leads through more than ${String(MAXIMUM_CHAIN)} references that say nothing else`,
  action: () => "this place, and every reference that leads to it, becomes unknown; refer to the schema itself",
});

export const wrongKindReference = defineDiagnostic<{ ref: string; wanted: string; found: string; isReadable: boolean }>(
  {
    code: "wrong-kind-reference",
    message: ({ ref, wanted, found }) => `the reference "${ref}" leads to ${found}, where ${wanted} is wanted`,
    action: ({ wanted, isReadable }) =>
      isReadable
        ? `read as ${wanted}, because it has what ${wanted} needs`
        : "the place becomes unknown; refer to what is meant",
  },
);

export const pointerThroughReference = defineDiagnostic<{ ref: string }>({
  code: "pointer-through-reference",
  message: ({ ref }) => `the pointer of the reference "${ref}" leads through another reference`,
  action: () => "followed on what that one refers to, as most tools do; reported once for these two files",
});
