import { DecodeError } from "./errors.js";
import type { JsonCodec } from "./operation.js";

/**
 * What the service sends about the request itself, in the property `_metadata` of the payload (developer.sailpoint.com,
 * "Responding to a Request Response Trigger").
 */
export interface EventMetadata {
  /** The service's id of the trigger, such as `idn:identity-created`. */
  readonly triggerId?: string;
  /** For example `requestResponse`. */
  readonly triggerType?: string;
  readonly invocationId?: string;
  /** How a subscriber may respond: `sync`, `async` or `dynamic`. */
  readonly responseMode?: string;
  /** The URL for a later response, which is sent with the `secret`. */
  readonly callbackURL?: string;
  readonly secret?: string;
}

/** An event of one of the types in `Events`, which maps event types to payloads. */
export type WebhookEvent<Events> =
  | {
      readonly [Type in keyof Events]: {
        readonly type: Type;
        readonly payload: Events[Type];
        readonly metadata: EventMetadata;
      };
    }[keyof Events]
  /** An event that the spec does not list; `id` is the service's id of its trigger. */
  | {
      readonly type: "unknown";
      readonly id: string | undefined;
      readonly payload: unknown;
      readonly metadata: EventMetadata;
    };

/** How the type of an event is recognised. */
export interface EventTypes<Events> {
  /** The event type by the service's id of the trigger, such as `idn:identity-created`. */
  readonly types: Readonly<Record<string, keyof Events>>;
  /** Parse the payload of an event type in which numbers would lose digits; absent: `JSON`. */
  readonly json?: { readonly [Type in keyof Events]?: JsonCodec };
}

// Not `instanceof`, because frameworks and test runners pass values of other realms.
function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}

/**
 * Whether a value only holds a body: a Promise, a Request, Response or Blob, a stream of the web or of Node (also a
 * request of a Node server), or the method `text` itself. JSON has no functions.
 */
function isUnread(value: unknown): boolean {
  const holder = Object(value) as Readonly<Record<string, unknown>>;
  return (
    value === undefined ||
    typeof value === "function" ||
    ["then", "text", "getReader", "pipe"].some(
      (key) => typeof holder[key] === "function",
    )
  );
}

/**
 * Makes `parseEvent`. It parses the body of a webhook request (its text, its bytes as an `ArrayBuffer`, a `Buffer` or
 * another view, or its decoded value) and determines its type, so that `event.type` narrows `event.payload`. `type`
 * sets the event type; default: by the id of the trigger. The payload is not validated. `parseEvent` throws a
 * DecodeError for invalid JSON, and for a value that only holds a body (a request, a promise).
 */
export function createEventParser<Events>({
  types,
  json = {},
}: EventTypes<Events>): (
  body: unknown,
  type?: keyof Events,
) => WebhookEvent<Events> {
  return (body, type) => {
    let payload = body;
    let text: string | undefined;
    if (
      typeof body === "string" ||
      ArrayBuffer.isView(body) ||
      isArrayBuffer(body)
    )
      try {
        text =
          typeof body === "string"
            ? body
            : new TextDecoder().decode(
                body as ArrayBuffer | Uint8Array<ArrayBuffer>,
              );
        payload = JSON.parse(text);
      } catch (cause) {
        throw new DecodeError("the event is not valid JSON", { cause });
      }
    else if (isUnread(body))
      throw new DecodeError(
        `an event is the body of its request (text, bytes or the decoded value), such as \`await request.text()\`, not ${body?.constructor.name}`,
      );
    const { _metadata } = Object(payload) as { _metadata?: EventMetadata };
    const metadata = Object(_metadata) as EventMetadata;
    const { triggerId: id } = metadata;
    const known =
      type ??
      (typeof id === "string" && Object.hasOwn(types, id)
        ? types[id]
        : undefined);
    if (known !== undefined && text !== undefined)
      payload = json[known]?.parse(text) ?? payload;
    return known === undefined
      ? { type: "unknown", id, payload, metadata }
      : ({ type: known, payload, metadata } as WebhookEvent<Events>);
  };
}
