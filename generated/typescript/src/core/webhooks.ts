import { DecodeError } from "./errors.js";

/** An event of one of the types of `Events`, which maps event types to payloads. */
export type WebhookEvent<Events> =
  | {
      readonly [Type in keyof Events]: {
        readonly type: Type;
        readonly payload: Events[Type];
      };
    }[keyof Events]
  /** An event that the spec does not list; `id` is what the service calls it. */
  | {
      readonly type: "unknown";
      readonly id: string | undefined;
      readonly payload: unknown;
    };

/** How events are told apart. */
export interface EventTypes<Events> {
  /** The event type by the service's id of the trigger, such as `idn:identity-created`. */
  readonly types: Readonly<Record<string, keyof Events>>;
  /** Finds the id; default: the payload's `_metadata.triggerId`. */
  readonly readId?: (payload: unknown) => string | undefined;
}

function readTriggerId(payload: unknown): string | undefined {
  const { _metadata: metadata } = Object(payload) as { _metadata?: unknown };
  const { triggerId } = Object(metadata) as { triggerId?: unknown };
  return typeof triggerId === "string" ? triggerId : undefined;
}

/**
 * Makes `parseEvent`: reads the body of a webhook request (its text, its bytes or its decoded value) and tells
 * its type, so that `event.type` narrows `event.payload`. The payload itself is not checked.
 */
export function createEventParser<Events>({
  types,
  readId = readTriggerId,
}: EventTypes<Events>): (
  body: unknown,
  type?: keyof Events,
) => WebhookEvent<Events> {
  return (body, type) => {
    let payload = body;
    if (typeof body === "string" || ArrayBuffer.isView(body))
      try {
        payload = JSON.parse(
          typeof body === "string"
            ? body
            : new TextDecoder().decode(body as Uint8Array<ArrayBuffer>),
        );
      } catch (cause) {
        throw new DecodeError("the event is not valid JSON", { cause });
      }
    const id = readId(payload);
    const known =
      type ??
      (id !== undefined && Object.hasOwn(types, id) ? types[id] : undefined);
    return known === undefined
      ? { type: "unknown", id, payload }
      : ({ type: known, payload } as WebhookEvent<Events>);
  };
}
