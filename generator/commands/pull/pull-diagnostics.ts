import { defineDiagnostic } from "../../diagnostics/diagnostic.ts";

export const pullSource = defineDiagnostic<{ problem: string }>({
  code: "pull-source",
  message: ({ problem }) => problem,
  action: () => "nothing was changed; correct it (docs/pull.md), and run isc-sdkgen pull again",
});

export const failedPull = defineDiagnostic<{ source: string; problem: string }>({
  code: "failed-pull",
  message: ({ source, problem }) => `git cannot read ${source}: ${problem}`,
  action: () => "nothing was changed; try the address with git ls-remote, and run isc-sdkgen pull again",
});

export const pullContent = defineDiagnostic<{ problem: string; advice?: string }>({
  code: "pull-content",
  message: ({ problem }) => problem,
  action: ({ advice = "name the folder with --folder or pull.folder, and run isc-sdkgen pull again" }) =>
    `nothing was changed; ${advice}`,
});

export const pullLeftOut = defineDiagnostic<{ paths: string; what: string }>({
  code: "pull-left-out",
  message: ({ paths, what }) => `${what} of the repository are not read: ${paths}`,
  action: () => "references to them have no type; replace them with regular files in the repository",
});

export const brokenLock = defineDiagnostic<{ path: string; problem: string }>({
  code: "broken-lock",
  message: ({ path, problem }) => `${path} cannot be read: ${problem}`,
  action: () => "restore it from version control, or delete it, and run isc-sdkgen pull again",
});
