import { DecodeError } from "../errors.js";
import type { AnswerReader } from "../operation.js";

/** An answer without a value. A body is read and dropped, so that its connection can be used again. */
export const voidAnswer: AnswerReader = async (response) => {
  await response.text();
};

/** An answer that is text. */
export const textAnswer: AnswerReader = (response) => response.text();

/** An answer whose value is the number in the header X-Total-Count. */
export const totalAnswer: AnswerReader = async (response, { context }) => {
  await response.text();
  const count = response.headers.get("x-total-count");
  if (!count || !/^\d+$/.test(count))
    throw new DecodeError("the answer has no X-Total-Count", context);
  return Number(count);
};
