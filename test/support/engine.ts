import { findEngine } from "../powershell/engine.mjs";

/** Builds the PowerShell test host where there is none yet: two test files that begin at once would build in one folder. */
export default function engine(): void {
  findEngine();
}
