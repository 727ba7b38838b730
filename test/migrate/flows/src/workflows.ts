import {
  WorkflowsBetaApi,
  type WorkflowBeta,
  type WorkflowsBetaApiGetWorkflowExecutionsRequest,
} from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// Workflows.
export async function enabledWorkflows(): Promise<WorkflowBeta[]> {
  const api = new WorkflowsBetaApi(apiConfig);
  const response = await api.listWorkflows();
  return response.data.filter((workflow) => workflow.enabled);
}

export async function failures(id: string): Promise<number> {
  const request: WorkflowsBetaApiGetWorkflowExecutionsRequest = { id, filters: 'status eq "Failed"' };
  const executions = await new WorkflowsBetaApi(apiConfig).getWorkflowExecutions(request);
  return executions.data.length;
}
