import type { Operation } from "../../model/model.ts";
import { successAnswers } from "../../model/success-answers.ts";

/** The sections of an operation in order: first those of the published pages, then the additional ones. */
export const SECTIONS = {
  parameters: "Parameters",
  returnType: "Return type",
  responses: "Responses",
  headers: "HTTP request headers",
  example: "Example",
  response: "Example response",
  names: "Other names",
  state: "State",
  access: "Access",
  paging: "Paging",
  filters: "Filters",
  sorters: "Sorting",
  body: "Request body",
  job: "Wait for the job",
  errors: "Errors",
  more: "See also",
} as const;

/** The section at the end of a page with one example of each error body. */
export const ERROR_BODIES = "Error responses";

/** The section headings of an operation. A page and the links to it derive the same anchors from them. */
export function operationHeadings(operation: Operation, hasOtherNames: boolean): readonly string[] {
  return [
    SECTIONS.parameters,
    SECTIONS.returnType,
    SECTIONS.responses,
    SECTIONS.headers,
    SECTIONS.example,
    ...(hasResponseExample(operation) ? [SECTIONS.response] : []),
    ...(hasOtherNames ? [SECTIONS.names] : []),
    ...(hasState(operation) ? [SECTIONS.state] : []),
    ...(hasAccess(operation) ? [SECTIONS.access] : []),
    ...(operation.paging === undefined ? [] : [SECTIONS.paging]),
    ...(operation.filters === undefined ? [] : [SECTIONS.filters]),
    ...(operation.sorters === undefined ? [] : [SECTIONS.sorters]),
    ...(operation.body === undefined ? [] : [SECTIONS.body]),
    ...(operation.job === undefined ? [] : [SECTIONS.job]),
    ...(operation.answers.some(isErrorStatus) ? [SECTIONS.errors] : []),
    SECTIONS.more,
  ];
}

/** Whether an operation is experimental or deprecated. */
export function hasState(operation: Operation): boolean {
  return operation.experimental || operation.deprecation !== undefined;
}

/** Whether the spec states who may call an operation. */
export function hasAccess({ anonymous, security, userLevels }: Operation): boolean {
  return anonymous || security.length > 0 || userLevels.length > 0;
}

/** Whether a successful response of an operation has a body. */
export function hasResponseExample({ answers }: Operation): boolean {
  return successAnswers(answers).some(({ contents }) => contents.length > 0);
}

/** Whether a response is an error response: 4XX, 5XX or `default`. */
export function isErrorStatus(answer: { readonly status: string }): boolean {
  return !/^[123]/u.test(answer.status);
}
