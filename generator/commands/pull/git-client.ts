import { execFile, spawn } from "node:child_process";

/** The environment that git runs in: the process's own, without what would lead it elsewhere. */
export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/** Git in one folder. */
export interface GitClient {
  /** What git prints; throws {@link GitError}. */
  readonly run: (args: readonly string[], input?: string) => Promise<string>;
  /** The contents of objects that are here, in the order of their hashes. */
  readonly read: (hashes: readonly string[]) => Promise<readonly Buffer[]>;
}

/** Why git failed, in its own words. */
export type GitError = Error & { readonly said: string };

/** No hook, helper, prompt, link, submodule or other transport, whatever the user's configuration says. */
const SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.symlinks=false",
  "core.askPass=",
  "credential.interactive=false",
  "fetch.recurseSubmodules=false",
  "submodule.recurse=false",
  "protocol.allow=never",
  "protocol.https.allow=always",
  "protocol.ssh.allow=always",
  "protocol.file.allow=always",
  "filter.lfs.smudge=",
  "filter.lfs.process=",
  "filter.lfs.required=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "advice.detachedHead=false",
  // A server that says nothing for a minute is given up.
  "http.lowSpeedLimit=100",
  "http.lowSpeedTime=60",
].flatMap((setting) => ["-c", setting]);

/** A caller's repository: git sets these for its hooks. */
const OTHER_REPOSITORY =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|COMMON_DIR|PREFIX|TEMPLATE_DIR|EXTERNAL_DIFF|CONFIG_PARAMETERS|CONFIG_COUNT)$/u;

/** The git client of the system, held to reading objects. */
export function gitIn(folder: string, environment: GitEnvironment = {}): GitClient {
  const env = {
    ...Object.fromEntries(Object.entries(environment).filter(([name]) => !OTHER_REPOSITORY.test(name))),
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    SSH_ASKPASS: "",
    SSH_ASKPASS_REQUIRE: "never",
    GIT_SSH_COMMAND: environment["GIT_SSH_COMMAND"] ?? "ssh -o BatchMode=yes",
    GIT_LFS_SKIP_SMUDGE: "1",
    GIT_ALLOW_PROTOCOL: "https:ssh:file",
    GIT_ADVICE: "0",
    LC_ALL: "C",
  };
  const options = { cwd: folder, env, windowsHide: true };
  return {
    run: (args, input) =>
      new Promise((resolveText, reject) => {
        const child = execFile(
          "git",
          [...SETTINGS, ...args],
          { ...options, maxBuffer: 2 ** 30 },
          (error, stdout, stderr) => {
            if (error === null) resolveText(stdout);
            else reject(Object.assign(error, { said: saidBy(error, stderr) }));
          },
        );
        child.stdin?.on("error", () => undefined);
        child.stdin?.end(input ?? "");
      }),
    read: (hashes) =>
      new Promise((resolveObjects, reject) => {
        const child = spawn("git", [...SETTINGS, "cat-file", "--batch"], {
          ...options,
          stdio: ["pipe", "pipe", "ignore"],
        });
        const chunks: Buffer[] = [];
        child.on("error", reject);
        child.stdin.on("error", reject);
        child.stdout.on("data", (chunk: Buffer) => void chunks.push(chunk));
        child.on("close", () => {
          const objects = objectsIn(Buffer.concat(chunks), hashes.length);
          if (objects === undefined)
            reject(Object.assign(new Error("missing"), { said: "an object of it is missing" }));
          else resolveObjects(objects);
        });
        child.stdin.end(hashes.map((hash) => `${hash}\n`).join(""));
      }),
  };
}

/** What git said last that is no progress: `fatal: repository 'x' does not exist`. */
function saidBy(error: Error & { readonly code?: unknown }, stderr: string): string {
  if (error.code === "ENOENT") return "git is not installed";
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const fatal = lines.find((line) => /^(?:fatal|error|ssh|remote): /u.test(line)) ?? lines.at(-1);
  return fatal ?? error.message;
}

/** Contents as `cat-file --batch` prints them: a line with the size, the bytes, and a line end. */
function objectsIn(output: Buffer, count: number): readonly Buffer[] | undefined {
  const objects: Buffer[] = [];
  let at = 0;
  while (objects.length < count) {
    const end = output.indexOf(10, at);
    const size = / blob (\d+)$/u.exec(output.toString("utf8", at, Math.max(at, end)))?.[1];
    if (size === undefined) return undefined;
    objects.push(output.subarray(end + 1, end + 1 + Number(size)));
    at = end + 2 + Number(size);
  }
  return objects;
}
