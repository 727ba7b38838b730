import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

export const foreignFile = defineDiagnostic<{ path: string }>({
  code: "foreign-file",
  message: ({ path }) => `${path} is in the way of a generated file, and isc-sdkgen did not write it`,
  action: () => "move it to another folder, or overwrite it with --force",
});

export const editedFile = defineDiagnostic<{ path: string }>({
  code: "edited-file",
  message: ({ path }) => `${path} was changed after isc-sdkgen wrote it`,
  action: () => "undo the change, or overwrite it with --force",
});

export const blockedPath = defineDiagnostic<{ path: string; kind: string }>({
  code: "blocked-path",
  message: ({ path, kind }) =>
    `${path} is ${kind}, and isc-sdkgen never writes to it or through it, not even with --force`,
  action: () => "move it to another folder, or choose another output folder",
});

export const unsafePath = defineDiagnostic<{ path: string; reason: string }>({
  code: "unsafe-path",
  message: ({ path, reason }) => `the output path ${JSON.stringify(path)} is refused: ${reason}`,
  action: () => "change the name that the path is built from with an override; if you did not choose it, report a bug",
});

export const brokenManifest = defineDiagnostic<{ path: string; reason: string }>({
  code: "broken-manifest",
  message: ({ path, reason }) => `${path} cannot be read: ${reason}`,
  action: () => "restore it from version control, or delete it and run with --force",
});

export const busyOutput = defineDiagnostic<{ path: string; pid: string; lock: string; isElsewhere: boolean }>({
  code: "busy-output",
  message: ({ path, pid, isElsewhere }) =>
    isElsewhere
      ? `${path} is locked by process ${pid} of another machine or container, which may still be running`
      : `process ${pid} is writing to ${path}`,
  action: ({ lock }) =>
    `wait for it; if it is not a run of isc-sdkgen or no longer exists, delete ${lock} in that folder`,
});

export const recovered = defineDiagnostic<{ path: string; how: string }>({
  code: "recovered",
  message: ({ path }) => `an earlier run was interrupted while it wrote to ${path}`,
  action: ({ how }) => how,
});

export const interruptedWrite = defineDiagnostic<{ path: string }>({
  code: "interrupted-write",
  message: ({ path }) => `an earlier run was interrupted while it wrote to ${path}`,
  action: () => "--check changes nothing; run once without it to complete or undo that write",
});

export const untrustedJournal = defineDiagnostic<{ path: string; work: string; reason: string }>({
  code: "untrusted-journal",
  message: ({ path, reason }) => `the journal ${path} is not trusted: ${reason}`,
  action: ({ work }) =>
    `nothing was changed; if one of your runs was killed there, restore the output from version control, then delete the folder ${work} or run with --force`,
});

export const unusableOutput = defineDiagnostic<{ path: string; reason: string; advice: string }>({
  code: "unusable-output",
  message: ({ path, reason }) => `${path} cannot be used as the output folder: ${reason}`,
  action: ({ advice }) => `nothing was written; ${advice}`,
});

export const failedWrite = defineDiagnostic<{ path: string; reason: string; state: string; advice: string }>({
  code: "failed-write",
  message: ({ path, reason }) => `the output cannot be written to ${path}: ${reason}`,
  action: ({ state, advice }) => `${state}; ${advice}`,
});
