import type { EventFormat } from './event-guard.js';

/** A header's values, under its name in lower case; `key` has the name as it was sent. */
type EdgeHeaders = Readonly<
  Record<string, readonly { readonly key?: string | undefined; readonly value: string }[]>
>;

/** The parts of a viewer-request or origin-request event of CloudFront that a guard reads. */
export interface LambdaEdgeEvent {
  readonly Records: readonly {
    readonly cf: {
      readonly request: {
        readonly method: string;
        readonly uri: string;
        readonly querystring: string;
        readonly headers: EdgeHeaders;
      };
    };
  }[];
}

/** An answer that CloudFront sends in place of the origin's. */
export interface LambdaEdgeResult {
  readonly status: string;
  readonly statusDescription: string;
  readonly headers: Record<string, { key: string; value: string }[]>;
  readonly bodyEncoding: 'text';
  readonly body: string;
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  303: 'See Other',
  401: 'Unauthorized',
  403: 'Forbidden',
  503: 'Service Unavailable',
};

/** There is always exactly one. */
const requestIn = ({ Records: [record] }: LambdaEdgeEvent) =>
  (record as LambdaEdgeEvent['Records'][number]).cf.request;

export const LAMBDA_EDGE: EventFormat<LambdaEdgeEvent, LambdaEdgeResult> = {
  requestOf: event => {
    const { method, uri, querystring, headers } = requestIn(event);
    const values = Object.entries(headers).map(
      ([name, fields]) => [name, fields.map(({ value }) => value)] as const,
    );
    return { method, url: `${uri}?${querystring}`, headers: Object.fromEntries(values) };
  },
  routeOf: event => {
    const { method, uri } = requestIn(event);
    return [method, uri];
  },
  resultOf: ({ status, headers, body }) => ({
    status: String(status),
    statusDescription: DESCRIPTIONS[status] ?? '',
    headers: Object.fromEntries(
      Object.entries(headers).map(([key, value]) => [key.toLowerCase(), [{ key, value }]]),
    ),
    bodyEncoding: 'text',
    body,
  }),
};
