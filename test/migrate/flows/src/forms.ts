import { CustomFormsV2024Api, type FormDefinitionResponseV2024 } from "sailpoint-api-client";
import { apiConfig } from "./client.js";

// Forms: envelopes, and ids in capitals.
export async function listForms(): Promise<FormDefinitionResponseV2024[]> {
  const api = new CustomFormsV2024Api(apiConfig);
  const response = await api.searchFormDefinitionsByTenant({ limit: 100 });
  console.log(`${response.data.count} forms`);
  return response.data.results ?? [];
}

export async function copyForm(formDefinitionID: string): Promise<string | undefined> {
  const api = new CustomFormsV2024Api(apiConfig);
  const { data: form } = await api.getFormDefinitionByKey({ formDefinitionID });
  const created = await api.createFormDefinition({
    xSailPointExperimental: "true",
    body: { name: `${form.name} (copy)`, owner: form.owner ?? {} },
  });
  return created.data.id;
}
