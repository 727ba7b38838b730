import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

export const foreignFile = defineDiagnostic<{ path: string }>({
  code: "foreign-file",
  severity: "error",
  title: "Files the manifest does not own are left alone",
  message: ({ path }) => `${path} stands where a generated file belongs, and isc-sdkgen did not write it`,
  action: () => "move it away, or take it over with --force",
});

export const editedFile = defineDiagnostic<{ path: string }>({
  code: "edited-file",
  severity: "error",
  title: "Generated files are not edited by hand",
  message: ({ path }) => `${path} was changed since isc-sdkgen wrote it`,
  action: () => "undo the change, or overwrite it with --force",
});

export const unsafePath = defineDiagnostic<{ path: string; reason: string }>({
  code: "unsafe-path",
  severity: "error",
  title: "Output stays inside the output folder, one file per name",
  message: ({ path, reason }) => `the output path ${JSON.stringify(path)} is refused: ${reason}`,
  action: () => "rename what it is made from with an override; if you did not choose it, report it as a bug",
});

export const brokenManifest = defineDiagnostic<{ path: string; reason: string }>({
  code: "broken-manifest",
  severity: "error",
  title: "The manifest can be read",
  message: ({ path, reason }) => `${path} cannot be read: ${reason}`,
  action: () => "restore it from version control, or delete it and run with --force",
});

export const busyOutput = defineDiagnostic<{ path: string; pid: string }>({
  code: "busy-output",
  severity: "error",
  title: "One run writes an output folder at a time",
  message: ({ path, pid }) => `${path} is being written by process ${pid}`,
  action: () => "wait for it; if it is gone, delete the lock file",
});

export const recovered = defineDiagnostic<{ path: string; how: string }>({
  code: "recovered",
  severity: "note",
  title: "An interrupted write is completed or undone before anything else",
  message: ({ path }) => `an earlier run was interrupted while it wrote ${path}`,
  action: ({ how }) => how,
});

export const unusableOutput = defineDiagnostic<{ path: string; reason: string }>({
  code: "unusable-output",
  severity: "error",
  title: "The output folder can be written",
  message: ({ path, reason }) => `${path} cannot be used as output folder: ${reason}`,
  action: () => "name another folder with --out",
});
