import { execFile } from "node:child_process";

/** Returns the output of git in a folder. Rejects if git fails or is not installed. */
export function runGit(cwd: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolveText, reject) => {
    execFile("git", [...args], { cwd, maxBuffer: 2 ** 30, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) resolveText(stdout);
      else reject(Object.assign(error, { stderr }));
    });
  });
}
