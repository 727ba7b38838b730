export interface MockRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly bytes: Buffer;
}

export interface MockAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes go out as they are, everything else as JSON; absent: no body. */
  readonly body?: unknown;
  readonly delayMs?: number;
  /** The body begins and never ends. */
  readonly stalls?: boolean;
}

export type Answering = (
  request: MockRequest,
  state: MockState,
) => MockAnswer | "close" | Promise<MockAnswer | "close">;

export interface MockState {
  readonly requests: readonly MockRequest[];
  readonly tokens: readonly MockRequest[];
}

export interface MockServer {
  readonly url: string;
  readonly state: MockState;
  readonly reset: (answer?: Answering) => void;
  readonly stop: () => Promise<unknown>;
}

export function startMockServer(answer?: Answering): Promise<MockServer>;
