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

/** What a value that may be a list is sent as, each item with the codec of its JSON. */
export function itemsOf(
  value: unknown,
  codec: JsonCodec | undefined,
): readonly (readonly [item: unknown, codec: JsonCodec | undefined])[] {
  return Array.isArray(value)
    ? value.map((item, index) => [item, codec?.at(value, String(index))])
    : [[value, codec]];
}

/** JSON (`application/json` and the like). */
export function jsonBody(contentType = "application/json"): BodyEncoder {
  return (value, codec) => ({
    body: writeJson(value, codec),
    headers: { "content-type": contentType },
  });
}

/**
 * A JSON Patch (RFC 6902). Nothing else is sent in its place: what is meant for the PUT of the same path must not reach
 * the PATCH.
 * @throws SdkError for what is no list of operations, each with `op` and `path`.
 */
export function patchBody(contentType?: string): BodyEncoder {
  const encode = jsonBody(contentType);
  return (value, codec) => {
    const steps: unknown = value;
    if (!Array.isArray(steps) || !steps.every(isStep))
      throw new SdkError(
        "body is no JSON Patch, a list of operations with op and path",
      );
    return encode(value, codec);
  };
}

const isStep = (step: unknown): boolean => {
  const { op, path } = (step ?? {}) as Record<string, unknown>;
  return typeof op === "string" && typeof path === "string";
};

/** A form of its own: the caller may go on filling the one that was given. */
export function copyForm(form: FormData): FormData {
  const copy = new FormData();
  form.forEach((value, name) => {
    if (typeof value === "string") copy.append(name, value);
    else copy.append(name, value, value.name);
  });
  return copy;
}

/**
 * A body of several media types: what only another than the first can hold is sent as that. `FormData`,
 * `URLSearchParams` and a `Blob` tell their media types themselves; `text` and `binary` are those of texts and of
 * bytes, where one of the media types takes them. Everything else is written by `first`.
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

/** Bytes (`application/octet-stream` and the like): Blob, Buffer, Uint8Array, stream or async iterable. */
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

/** Text (`text/plain`, `application/xml`). */
export function textBody(contentType = "text/plain"): BodyEncoder {
  return (value) => ({
    body: checkText(String(value)),
    headers: { "content-type": contentType },
  });
}

/**
 * Values one behind the other, each as JSON: one a line (`application/x-ndjson`), or each between `mark` and a line break
 * (RFC 7464).
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
 * A form (`application/x-www-form-urlencoded`): lists become repeated pairs, objects JSON. `styles` writes, by key, the
 * fields that have a style of their own.
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
