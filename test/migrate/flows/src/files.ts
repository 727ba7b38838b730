import { readFile, writeFile } from "node:fs/promises";
import { SourcesBetaApi, NonEmployeeLifecycleManagementApi } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// Files and CSV.
export async function uploadAccounts(sourceId: string, path: string): Promise<string | undefined> {
  const api = new SourcesBetaApi(apiConfig);
  const file = new File([await readFile(path)], "accounts.csv", { type: "text/csv" });
  const { data } = await api.importAccounts({ sourceId, file });
  return data.task?.id;
}

export async function downloadRecords(id: string, path: string): Promise<void> {
  const api = new NonEmployeeLifecycleManagementApi(apiConfig);
  const response = await api.exportNonEmployeeRecords({ id }, { responseType: "arraybuffer" });
  await writeFile(path, response.data as never);
}
