import type { IncomingHttpHeaders } from 'node:http';

export interface ChatRequestBody {
  readonly model?: string;
  readonly messages?: readonly { readonly role: string; readonly content: string }[];
  readonly prompt?: string;
  readonly [parameter: string]: unknown;
}

export interface SeenRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: ChatRequestBody;
}

/** What the server does with one request. */
export type Answer = { readonly latencyMs?: number } & (
  | {
      readonly kind: 'reply';
      /** Absent: chosen from the prompt. */
      readonly text?: string | null;
      readonly finishReason?: string;
      /** Laid over the message of the first choice. */
      readonly message?: object;
      /** Laid over the body. */
      readonly extra?: object;
      readonly headers?: Record<string, string>;
      /** Ends the server's side of the socket afterwards, without having announced it. */
      readonly thenHalfClose?: boolean;
    }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body: object | string;
    }
  | { readonly kind: 'raw'; readonly contentType: string; readonly body: string }
  /** An endless body. */
  | { readonly kind: 'stream'; readonly chunk: string }
  /** The beginning of a body, and then nothing. */
  | { readonly kind: 'trickle' }
  /** A byte at a time, 20 ms apart unless given, for ever: never silent, never done. */
  | { readonly kind: 'drip'; readonly everyMs?: number }
  /** Headers and half a body, then the socket is destroyed. */
  | { readonly kind: 'cut' }
  /** Ends the server's side of the socket in place of an answer. */
  | { readonly kind: 'half_close' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'not_http' }
  | { readonly kind: 'hang' }
);

export interface ChatServerOptions {
  /** 0: any free one. */
  readonly port?: number;
  readonly latencyMs?: number;
  /** Which requests meet a fault. */
  readonly seed?: number;
  /** Share of requests, 0 to 1, that meets each named fault (`FAULTS` of chat-faults.mjs). */
  readonly faults?: Readonly<Record<string, number>>;
  readonly requestsPerMinute?: number;
  /** The `minute` of the limit; 60,000 unless a test is in a hurry. */
  readonly windowMs?: number;
  /** The limit is a bucket that holds so many; absent: a window of a minute. */
  readonly bucketHolds?: number;
  /** Refuses without a word of the limit, neither in headers nor how long to wait. */
  readonly silentLimit?: boolean;
  /** Requests without it are refused with 401. */
  readonly key?: string;
  /** Idle time after which the server closes a connection. */
  readonly keepAliveMs?: number;
  /** Keeps every request in `requests`. */
  readonly keepRequests?: boolean;
  /** Decides each answer; `attempt` counts arrivals of this very content from 1. Undefined: the usual answer. */
  readonly script?: (request: SeenRequest & { readonly attempt: number }) => Answer | undefined;
}

export interface ChatServerStats {
  readonly received: number;
  /** Whole good replies handed to the network. */
  readonly answered: number;
  readonly distinct: number;
  readonly sentAgainAfterAnswer: number;
  readonly answeredMoreThanOnce: number;
  readonly rateLimited: number;
  /** Requests whose socket closed before the reply was written. */
  readonly aborted: number;
  readonly inFlight: number;
  readonly maxInFlight: number;
  readonly faults: Readonly<Record<string, number>>;
}

export interface ChatServer {
  readonly origin: string;
  /** Base URL, ending in `/v1`. */
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  stats(): ChatServerStats;
  openSockets(): Promise<number>;
  close(): Promise<void>;
}

export function startChatServer(options?: ChatServerOptions): Promise<ChatServer>;
