import { defineDiagnostic, diagnose, type Diagnostic, type DiagnosticKind } from "../../diagnostics/diagnostic.ts";
import { pointerTokens } from "../pointer.ts";
import { positionsOf } from "../yaml.ts";

export const badOverlay = defineDiagnostic<{ problem: string }>({
  code: "bad-overlay",
  message: ({ problem }) => problem,
  action: () => "nothing is written; correct the overlay (docs/overlays.md), and test it with `isc-sdkgen lint`",
});

export const deadAction = defineDiagnostic<{ target: string; where: string }>({
  code: "dead-action",
  message: ({ target, where }) => `the target of the action, ${target}, matches nothing in ${where}`,
  action: () =>
    "nothing is written; correct the target or remove the action, and test the overlay with `isc-sdkgen lint`",
});

export const unknownExtends = defineDiagnostic<{ document: string; roots: string }>({
  code: "unknown-extends",
  message: ({ document, roots }) => `the overlay extends ${document}, which is not one of the roots (${roots})`,
  action: () =>
    'name a root in "extends", or remove "extends" and list the overlay under its version in the configuration',
});

export const foreignExtends = defineDiagnostic<{ document: string; version: string }>({
  code: "unknown-extends",
  severity: "warning",
  message: ({ document, version }) =>
    `the overlay extends ${document}; it is not known whether ${version} is made from that document`,
  action: () => "it is applied, because the configuration lists it for this version",
});

/** The file of an overlay and its text, for findings. */
export interface OverlayPlace {
  readonly path: string;
  readonly text: string;
}

/** A finding at a pointer of an overlay. An overlay is a file of the project, so the finding belongs to no version. */
export function diagnoseOverlay<Holes>(
  kind: DiagnosticKind<Holes>,
  holes: Holes,
  { path, text, pointer }: OverlayPlace & { readonly pointer: string },
): Diagnostic {
  const found = diagnose(kind, holes, { origin: { file: path, pointer } });
  return { ...found, ...positionsOf(text)(pointerTokens(pointer)) };
}
