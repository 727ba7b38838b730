import {
  type JsonPatchOperationBeta,
  JsonPatchOperationBetaOpBeta,
  SourcesBetaApi,
  type SourcesBetaApiUpdateSourceRequest,
} from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// Change a part of something.
export async function renameSource(id: string, name: string): Promise<void> {
  const api = new SourcesBetaApi(apiConfig);
  const jsonPatchOperationBeta: JsonPatchOperationBeta[] = [
    { op: JsonPatchOperationBetaOpBeta.Replace, path: "/name", value: name as never },
  ];
  const request: SourcesBetaApiUpdateSourceRequest = { id, jsonPatchOperationBeta };
  const response = await api.updateSource(request);
  console.log(response.data.name);
}
