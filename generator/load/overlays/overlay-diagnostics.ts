import { defineDiagnostic, diagnose, type Diagnostic, type DiagnosticKind } from "../../diagnostics/diagnostic.ts";
import { pointerTokens } from "../pointer.ts";
import { positionsOf } from "../yaml.ts";

export const badOverlay = defineDiagnostic<{ problem: string }>({
  code: "bad-overlay",
  message: ({ problem }) => problem,
  action: () => "nothing is written; correct the overlay (docs/overlays.md), and run `isc-sdkgen lint` to try it",
});

export const deadAction = defineDiagnostic<{ target: string; where: string }>({
  code: "dead-action",
  message: ({ target, where }) => `the action targets ${target}, which finds nothing in ${where}`,
  action: () =>
    "nothing is written; correct the target or remove the action, and run `isc-sdkgen lint` to try the overlay",
});

export const unknownExtends = defineDiagnostic<{ document: string; roots: string }>({
  code: "unknown-extends",
  message: ({ document, roots }) => `the overlay extends ${document}, which is none of the roots (${roots})`,
  action: () => 'name a root in "extends", or leave it out and list the overlay at the version that it is for',
});

export const foreignExtends = defineDiagnostic<{ document: string; version: string }>({
  code: "unknown-extends",
  severity: "warning",
  message: ({ document, version }) =>
    `the overlay extends ${document}; nothing says whether the document of ${version} is that one`,
  action: () => "applied to it, because the configuration lists the overlay there",
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
