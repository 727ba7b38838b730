/** The exports of the package's root besides the generated client. */
export { textAnswer } from "./bodies/answers.js";
export { Api } from "./api.js";
export { type ClientCredentials, clientCredentials } from "./auth.js";
export {
  anyBody,
  binaryBody,
  formBody,
  jsonBody,
  linesBody,
  patchBody,
  textBody,
} from "./bodies/bodies.js";
export { Call, type WithResponse } from "./call.js";
export {
  type Accepted,
  type AcceptOptions,
  acceptCall,
} from "./bodies/accept.js";
export { type EventOptions, eventCall } from "./bodies/reconnect.js";
export { type ClientOptions, createClientCore } from "./client.js";
export {
  type ApiKey,
  type BasicCredentials,
  type Credential,
  createSchemeCore,
  type SchemeOptions,
} from "./schemes.js";
export {
  type BinaryInput,
  type FileInput,
  type Progress,
  type StreamInput,
  withProgress,
} from "./bodies/content.js";
export { type Core, createCore } from "./core.js";
export { type Download, downloadAnswer } from "./bodies/download.js";
export {
  AbortedError,
  ApiError,
  BadRequestError,
  ConflictError,
  ConnectionError,
  DecodeError,
  type ErrorAnswer,
  type ErrorContext,
  ForbiddenError,
  type Failing,
  isApiError,
  isSdkError,
  NotFoundError,
  RateLimitError,
  RedirectError,
  SdkError,
  ServerError,
  TimeoutError,
  UnauthorizedError,
} from "./errors.js";
export { FilterSyntaxError, parseFilter } from "./filters/filter-parser.js";
export { printFilter } from "./filters/filter-printer.js";
export type {
  BareText,
  Comparison,
  Filter,
  FilterOperator,
  FilterValue,
} from "./filters/filter-syntax.js";
export {
  and,
  bare,
  buildFilter,
  type Filterable,
  type FilterBuilder,
  type FilterExpression,
  type FilterField,
  type Filters,
  not,
  or,
  raw,
  type Sorters,
} from "./filters/filters.js";
export type {
  AnswerEvent,
  AttemptEvent,
  ErrorEvent,
  Hooks,
} from "./hooks/hooks.js";
export {
  createInterceptor,
  type InterceptorOptions,
} from "./hooks/interceptor.js";
export { limiter, type Rate, serviceRate } from "./limiter.js";
export { combineHooks, type Logger, logTo } from "./hooks/logging.js";
export {
  type Job,
  JobError,
  type JobProgress,
  waitFor,
  type WaitOptions,
} from "./jobs/wait-for.js";
export { multipart } from "./bodies/multipart.js";
export type {
  AnswerReader,
  BodyEncoder,
  EncodedBody,
  Method,
  Operation,
} from "./operation.js";
export type {
  CallOptions,
  Clock,
  CoreOptions,
  AnyFetch,
  Fetch,
  Interceptor,
  Limiter,
  Outcome,
  RetryOptions,
  Send,
  TokenContext,
  TokenProvider,
} from "./options.js";
export { type Page, type PageOptions, Pages } from "./paging/pages.js";
export {
  Patch,
  patch,
  type PatchOperation,
  type PatchPath,
  type PatchValue,
} from "./patch.js";
export { type RawRequest, sendRaw } from "./request/raw-request.js";
export {
  eventsAnswer,
  jsonEventsAnswer,
  linesAnswer,
  sequenceAnswer,
  type ServerSentEvent,
} from "./bodies/streams.js";
export { type TagGuards, tagGuards } from "./tag-guards.js";
export type {
  Closed,
  Open,
  Shape,
  Unlisted,
  UnlistedBigint,
  UnlistedNumber,
  UnlistedTag,
} from "./types.js";
export {
  createEventParser,
  type EventTypes,
  type EventMetadata,
  type WebhookEvent,
} from "./webhooks.js";
