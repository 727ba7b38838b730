import type { Operation } from "../../model/model.ts";

/** The sections below an operation, in their order: the published ones, then ours. */
export const SECTIONS = {
  parameters: "Parameters",
  returnType: "Return type",
  responses: "Responses",
  headers: "HTTP request headers",
  example: "Example",
  names: "Other names",
  state: "State",
  access: "Access",
  paging: "Paging",
  filters: "Filters",
  sorters: "Sorting",
  body: "Request body",
  errors: "Errors",
  more: "See also",
} as const;

/** Which sections an operation has. Anchors count them, so that a page and the links to it agree. */
export function operationHeadings(operation: Operation, hasOtherNames: boolean): readonly string[] {
  return [
    SECTIONS.parameters,
    SECTIONS.returnType,
    SECTIONS.responses,
    SECTIONS.headers,
    SECTIONS.example,
    ...(hasOtherNames ? [SECTIONS.names] : []),
    ...(hasState(operation) ? [SECTIONS.state] : []),
    SECTIONS.access,
    ...(operation.paging === undefined ? [] : [SECTIONS.paging]),
    ...(operation.filters === undefined ? [] : [SECTIONS.filters]),
    ...(operation.sorters === undefined ? [] : [SECTIONS.sorters]),
    ...(operation.body === undefined ? [] : [SECTIONS.body]),
    ...(operation.answers.some(isErrorStatus) ? [SECTIONS.errors] : []),
    SECTIONS.more,
  ];
}

export function hasState(operation: Operation): boolean {
  return operation.experimental || operation.deprecation !== undefined;
}

export function isErrorStatus(answer: { readonly status: string }): boolean {
  return !/^[123]/u.test(answer.status);
}
