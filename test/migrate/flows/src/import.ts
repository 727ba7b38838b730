import { readFile } from "node:fs/promises";
import { SPConfigBetaApi } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// Import, with polling.
export async function importAll(path: string): Promise<string> {
  const api = new SPConfigBetaApi(apiConfig);
  const file = new File([await readFile(path)], "config.json");
  const { data: job } = await api.importSpConfig({ data: file, preview: true });
  for (;;) {
    const { data: state } = await api.getSpConfigImportStatus({ id: job.jobId });
    if (state.status !== "NOT_STARTED" && state.status !== "IN_PROGRESS") return state.status;
    await new Promise((done) => setTimeout(done, 2000));
  }
}
