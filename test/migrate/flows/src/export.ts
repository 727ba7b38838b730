import { writeFile } from "node:fs/promises";
import { SPConfigBetaApi, type ExportPayloadBeta, ExportPayloadBetaIncludeTypesBeta } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

const wait = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

// Export, with polling.
export async function exportAll(path: string): Promise<void> {
  const api = new SPConfigBetaApi(apiConfig);
  const payload: ExportPayloadBeta = {
    description: "backup",
    includeTypes: [ExportPayloadBetaIncludeTypesBeta.Source, ExportPayloadBetaIncludeTypesBeta.Rule],
  };
  const job = (await api.exportSpConfig({ exportPayloadBeta: payload })).data;
  let status = await api.getSpConfigExportStatus({ id: job.jobId });
  while (status.data.status === "NOT_STARTED" || status.data.status === "IN_PROGRESS") {
    await wait(5000);
    status = await api.getSpConfigExportStatus({ id: job.jobId });
  }
  const { data } = await api.getSpConfigExport({ id: job.jobId });
  await writeFile(path, JSON.stringify(data, null, 2));
}
