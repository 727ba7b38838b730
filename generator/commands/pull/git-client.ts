import { execFile, spawn } from "node:child_process";

/** The environment of git: the environment of the process, without variables that would redirect git. */
export type GitEnvironment = Readonly<Record<string, string | undefined>>;

/** A git client for one folder. */
export interface GitClient {
  /** Returns the output of git. Throws {@link GitError}. */
  readonly run: (args: readonly string[], input?: string) => Promise<string>;
  /** Returns the contents of local objects, in the order of their hashes. */
  readonly read: (hashes: readonly string[]) => Promise<readonly Buffer[]>;
}

/** The failure of git, with its own message. */
export type GitError = Error & { readonly said: string };

/**
 * Settings that disable hooks, helpers, prompts, links, submodules and other transports, whatever the user's
 * configuration says.
 */
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
  // Git gives up if the server sends nothing for a minute.
  "http.lowSpeedLimit=100",
  "http.lowSpeedTime=60",
].flatMap((setting) => ["-c", setting]);

/** Variables of another repository: git sets them for its hooks. */
const OTHER_REPOSITORY =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|COMMON_DIR|PREFIX|TEMPLATE_DIR|EXTERNAL_DIFF|CONFIG_PARAMETERS|CONFIG_COUNT)$/u;

/** Makes a client of the system's git that only reads objects. */
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

/** The last message of git that is not progress: `fatal: repository 'x' does not exist`. */
function saidBy(error: Error & { readonly code?: unknown }, stderr: string): string {
  if (error.code === "ENOENT") return "git is not installed";
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const fatal = lines.find((line) => /^(?:fatal|error|ssh|remote): /u.test(line)) ?? lines.at(-1);
  return fatal ?? error.message;
}

/** Parses the output of `cat-file --batch`: for each object a line with the size, the bytes, and a line end. */
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
