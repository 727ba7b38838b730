import { DecodeError } from "./errors.js";

/**
 * What the service tells of the request itself, under the payload's key `_metadata`
 * (developer.sailpoint.com, "Responding to a Request Response Trigger").
 */
export interface EventMetadata {
  /** The service's id of the trigger, such as `idn:identity-created`. */
  readonly triggerId?: string;
  /** Such as `requestResponse`. */
  readonly triggerType?: string;
  readonly invocationId?: string;
  /** How a subscriber may answer: `sync`, `async` or `dynamic`. */
  readonly responseMode?: string;
  /** Where a later answer is sent to, with the `secret`. */
  readonly callbackURL?: string;
  readonly secret?: string;
}

/** An event of one of the types of `Events`, which maps event types to payloads. */
export type WebhookEvent<Events> =
  | {
      readonly [Type in keyof Events]: {
        readonly type: Type;
        readonly payload: Events[Type];
        readonly metadata: EventMetadata;
      };
    }[keyof Events]
  /** An event that the spec does not list; `id` is what the service calls it. */
  | {
      readonly type: "unknown";
      readonly id: string | undefined;
      readonly payload: unknown;
      readonly metadata: EventMetadata;
    };

/** How events are told apart. */
export interface EventTypes<Events> {
  /** The event type by the service's id of the trigger, such as `idn:identity-created`. */
  readonly types: Readonly<Record<string, keyof Events>>;
}

/**
 * Makes `parseEvent`: reads the body of a webhook request (its text, its bytes or its decoded value) and tells
 * its type, so that `event.type` narrows `event.payload`. The payload itself is not checked.
 */
export function createEventParser<Events>({
  types,
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
    const { _metadata } = Object(payload) as { _metadata?: EventMetadata };
    const metadata = Object(_metadata) as EventMetadata;
    const { triggerId: id } = metadata;
    const known =
      type ??
      (typeof id === "string" && Object.hasOwn(types, id)
        ? types[id]
        : undefined);
    return known === undefined
      ? { type: "unknown", id, payload, metadata }
      : ({ type: known, payload, metadata } as WebhookEvent<Events>);
  };
}
