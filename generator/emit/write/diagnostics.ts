import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

export const foreignFile = defineDiagnostic<{ path: string }>({
  code: "foreign-file",
  message: ({ path }) => `${path} stands where a generated file belongs, and isc-sdkgen did not write it`,
  action: () => "move it away, or take it over with --force",
});

export const editedFile = defineDiagnostic<{ path: string }>({
  code: "edited-file",
  message: ({ path }) => `${path} was changed since isc-sdkgen wrote it`,
  action: () => "undo the change, or overwrite it with --force",
});

export const blockedPath = defineDiagnostic<{ path: string; kind: string }>({
  code: "blocked-path",
  message: ({ path, kind }) => `${path} is ${kind}, and output does not go there or through there, not even by force`,
  action: () => "move it away",
});

export const unsafePath = defineDiagnostic<{ path: string; reason: string }>({
  code: "unsafe-path",
  message: ({ path, reason }) => `the output path ${JSON.stringify(path)} is refused: ${reason}`,
  action: () => "rename what it is made from with an override; if you did not choose it, report it as a bug",
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
      ? `${path} is locked by process ${pid} of another machine or container, of which it cannot be told whether it lives`
      : `${path} is being written by process ${pid}`,
  action: ({ lock }) => `wait for it; if it is no run of isc-sdkgen, or is gone, delete ${lock} there`,
});

export const recovered = defineDiagnostic<{ path: string; how: string }>({
  code: "recovered",
  message: ({ path }) => `an earlier run was interrupted while it wrote ${path}`,
  action: ({ how }) => how,
});

export const interruptedWrite = defineDiagnostic<{ path: string }>({
  code: "interrupted-write",
  message: ({ path }) => `an earlier run was interrupted while it wrote ${path}`,
  action: () => "--check changes nothing: run once without it, which completes or undoes that write",
});

export const untrustedJournal = defineDiagnostic<{ path: string; work: string; reason: string }>({
  code: "untrusted-journal",
  message: ({ path, reason }) => `${path} is not followed: ${reason}`,
  action: ({ work }) =>
    `nothing was touched; if a run of yours was killed there, restore the output from version control; then delete the folder ${work} or run with --force`,
});

export const unusableOutput = defineDiagnostic<{ path: string; reason: string; advice: string }>({
  code: "unusable-output",
  message: ({ path, reason }) => `${path} cannot be used as output folder: ${reason}`,
  action: ({ advice }) => `nothing was written; ${advice}`,
});

export const failedWrite = defineDiagnostic<{ path: string; reason: string; state: string; advice: string }>({
  code: "failed-write",
  message: ({ path, reason }) => `the output cannot be written to ${path}: ${reason}`,
  action: ({ state, advice }) => `${state}; ${advice}`,
});
