import {
  isBinary,
  isStream,
  readChunks,
  toSendable,
  toStream,
} from "./content.js";
import { SdkError } from "../errors.js";
import type {
  Arguments,
  BodyEncoder,
  JsonCodec,
  WireBody,
} from "../operation.js";
import { checkText, writeJson } from "../text.js";

/** Returns the items of a list, or a single value as one item, each with the codec of its JSON. */
export function itemsOf(
  value: unknown,
  codec: JsonCodec | undefined,
): readonly (readonly [item: unknown, codec: JsonCodec | undefined])[] {
  return Array.isArray(value)
    ? value.map((item, index) => [item, codec?.at(value, String(index))])
    : [[value, codec]];
}

/** Encodes JSON (`application/json` and similar types). */
export function jsonBody(contentType = "application/json"): BodyEncoder {
  return (value, codec) => ({
    body: writeJson(value, codec),
    headers: { "content-type": contentType },
  });
}

/**
 * Encodes a JSON Patch (RFC 6902). Other values are refused, so that a body for the PUT of the same path is not sent to
 * the PATCH.
 * @throws SdkError (from the encoder) if the value is not a list of operations, each with `op` and `path`.
 */
export function patchBody(contentType?: string): BodyEncoder {
  const encode = jsonBody(contentType);
  return (value, codec) => {
    const steps: unknown = value;
    if (!Array.isArray(steps) || !steps.every(isStep))
      throw new SdkError(
        "body is not a JSON Patch: a list of operations with op and path",
      );
    return encode(value, codec);
  };
}

const isStep = (step: unknown): boolean => {
  const { op, path } = (step ?? {}) as Record<string, unknown>;
  return typeof op === "string" && typeof path === "string";
};

/** Copies a form, because the caller may continue to fill the given one. */
export function copyForm(form: FormData): FormData {
  const copy = new FormData();
  form.forEach((value, name) => {
    if (typeof value === "string") copy.append(name, value);
    else copy.append(name, value, value.name);
  });
  return copy;
}

/**
 * Encodes a body that may have several media types. `FormData`, `URLSearchParams` and a `Blob` state their media types
 * themselves. `text` and `binary` are the media types for strings and for bytes, if the operation accepts them. `first`
 * encodes every other value.
 */
export function anyBody({
  first,
  text,
  binary,
}: {
  readonly first: BodyEncoder;
  readonly text?: string;
  readonly binary?: string;
}): BodyEncoder {
  return (value, codec) =>
    value instanceof FormData
      ? { body: copyForm(value) }
      : value instanceof URLSearchParams
        ? { body: new URLSearchParams(value) }
        : (text && typeof value === "string"
            ? textBody(text)
            : binary && isBinary(value)
              ? binaryBody(binary)
              : first)(value, codec);
}

/** Encodes bytes (`application/octet-stream` and similar types): Blob, Buffer, Uint8Array, stream or async iterable. */
export function binaryBody(
  contentType = "application/octet-stream",
): BodyEncoder {
  return (value) =>
    isStream(value)
      ? {
          body: toStream(readChunks(value)),
          headers: { "content-type": contentType },
          duplex: "half",
        }
      : {
          body: toSendable(value) as WireBody,
          headers: {
            "content-type":
              (value instanceof Blob ? value.type : "") || contentType,
          },
        };
}

/** Encodes text (`text/plain`, `application/xml`). */
export function textBody(contentType = "text/plain"): BodyEncoder {
  return (value) => ({
    body: checkText(String(value)),
    headers: { "content-type": contentType },
  });
}

/**
 * Encodes a list of values as JSON, one per line (`application/x-ndjson`), or each between `mark` and a line break (RFC
 * 7464).
 */
export function linesBody(contentType: string, mark = ""): BodyEncoder {
  return (value, codec) => ({
    body: (value as readonly unknown[])
      .map((item) => mark + writeJson(item, codec) + "\n")
      .join(""),
    headers: { "content-type": contentType },
  });
}

/**
 * Encodes a form (`application/x-www-form-urlencoded`). Lists become repeated pairs, objects JSON. `styles` encodes, by
 * key, the fields that have a style of their own.
 */
export function formBody(
  styles: Readonly<Record<string, (args: Arguments) => string>> = {},
): BodyEncoder {
  return (value, codec) => {
    const form = new URLSearchParams();
    const styled: string[] = [];
    const args = value as Arguments;
    for (const [key, part] of Object.entries(args))
      if (Object.hasOwn(styles, key)) styled.push(styles[key]!(args));
      else
        for (const [item, own] of itemsOf(part, codec?.at(args, key)))
          if (item !== undefined)
            form.append(
              checkText(key),
              checkText(
                typeof item === "object" ? writeJson(item, own) : String(item),
              ),
            );
    return styled.length
      ? {
          body: [String(form), ...styled].filter(Boolean).join("&"),
          headers: {
            "content-type": "application/x-www-form-urlencoded;charset=UTF-8",
          },
        }
      : { body: form };
  };
}
