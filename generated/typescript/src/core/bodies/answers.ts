import { DecodeError } from "../errors.js";
import type { AnswerReader } from "../operation.js";

/** A response without a value. Its body is read and dropped, so that the connection can be used again. */
export const voidAnswer: AnswerReader = async (response) => {
  await response.text();
};

/** A response whose value is its text. */
export const textAnswer: AnswerReader = (response) => response.text();

/** A response whose value is the number in the header X-Total-Count. Throws a DecodeError without that header. */
export const totalAnswer: AnswerReader = async (response, { context }) => {
  await response.text();
  const count = response.headers.get("x-total-count");
  if (!count || !/^\d+$/.test(count))
    throw new DecodeError(
      `${context.method} ${context.url}: the response has no X-Total-Count`,
      context,
    );
  return Number(count);
};
