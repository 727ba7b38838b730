import type { ErrorPublication } from "../../contract/publication.ts";

/** The error class for each status code, as in the runtime's `errors.ts`. A test compares the two. */
export const TYPESCRIPT_ERRORS: readonly ErrorPublication[] = [
  { status: "400", name: "BadRequestError" },
  { status: "401", name: "UnauthorizedError" },
  { status: "403", name: "ForbiddenError" },
  { status: "404", name: "NotFoundError" },
  { status: "409", name: "ConflictError" },
  { status: "429", name: "RateLimitError" },
  { status: "5XX", name: "ServerError" },
  { status: "default", name: "ApiError" },
];
