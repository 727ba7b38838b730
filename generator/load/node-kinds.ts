/** What an OpenAPI node is, by the place it was reached from. */
export type NodeKind =
  "root" | "pathItem" | "operation" | "parameter" | "requestBody" | "answer" | "header" | "mediaType" | "schema";

export const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"] as const;
