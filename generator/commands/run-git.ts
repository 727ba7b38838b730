import { execFile } from "node:child_process";

/** What git prints in a folder; rejects where it fails or is not installed. */
export function runGit(cwd: string, ...args: readonly string[]): Promise<string> {
  return new Promise((resolveText, reject) => {
    execFile("git", [...args], { cwd, maxBuffer: 2 ** 30, windowsHide: true }, (error, stdout, stderr) => {
      if (error === null) resolveText(stdout);
      else reject(Object.assign(error, { stderr }));
    });
  });
}
