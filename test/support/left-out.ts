/**
 * What `npm test` leaves out, with the reason, and says so. `npm run test:all` runs it, and CI does. A run that names
 * files runs them, wherever they stand.
 */
export const LEFT_OUT = [
  { folder: "test/compile", reason: "compiles generated packages" },
  { folder: "test/crash", reason: "kills whole runs" },
  { folder: "test/diff", reason: "compiles programs against edited packages" },
  { folder: "test/fuzz", reason: "plays runs on broken input" },
  { folder: "test/hostile", reason: "reads hostile packages with a compiler and PowerShell" },
  { folder: "test/powershell", reason: "starts PowerShell" },
  { folder: "test/sdk-tools", reason: "bundles the package and starts a browser" },
  { folder: "test/supply-chain", reason: "packs every package" },
  { folder: "test/wire", reason: "compiles and calls both clients" },
] as const;

/** Files of which `npm test` leaves out what takes long (`isWhole` in `whole.ts`), with what that is. */
export const SHORTENED = [
  { file: "test/unit/docs/pages.test.ts", reason: "compiles all pages and runs their examples" },
  { file: "test/unit/migration/guide.test.ts", reason: "compiles all pages and runs their examples" },
  { file: "test/unit/emit/contexts.test.ts", reason: "tries most of its hostile texts" },
  { file: "test/unit/write/cli.test.ts", reason: "generates the embedded specs again and again" },
  { file: "test/unit/migration/code-command.test.ts", reason: "moves and compiles a program twice" },
  { file: "test/unit/commands/second-thread.test.ts", reason: "runs all targets in one thread and in two" },
  { file: "test/runtime/faults.test.ts", reason: "makes most of its 10,000 calls" },
  { file: "test/runtime/types.test.ts", reason: "compiles the runtime in four ways" },
] as const;

/** Whether this run has all tests, or those that its command line names. */
export function runsAll(): boolean {
  return process.env["ISC_TESTS"] === "all" || process.argv.some((argument) => /^(?:\.\/)?test\//u.test(argument));
}
