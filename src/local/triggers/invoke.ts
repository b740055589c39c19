import type { Lambda } from './lambda.js';
import { NotInvoked } from './not-invoked.js';

/** Where functions are invoked. */
export interface LambdaPlaces {
  /** Answers Lambda's own Invoke call: SAM, LocalStack, a container's runtime emulator. */
  readonly endpoint?: string | undefined;
  /** Addresses of functions, by their ARN. Each takes the event as a POST and answers with the function's answer. */
  readonly urls?: Readonly<Record<string, string>> | undefined;
}

interface LambdaNeeds extends LambdaPlaces {
  /** Told once of each function that is not invoked. */
  readonly warn: (line: string) => void;
}

/** The functions that these places have. */
export function lambdaAt({ warn, ...places }: LambdaNeeds): Lambda {
  const warned = new Set<string>();
  return {
    has: arn => addressOf(arn, places) !== undefined,
    warn: arn => {
      if (!warned.has(arn)) warn(`${arn} is not invoked: there is no address for it.`);
      warned.add(arn);
    },
    invoke: async (arn, event, signal) => {
      const address = addressOf(arn, places);
      if (!address) throw new NotInvoked('ResourceNotFoundException');
      return invoke(address, event, signal);
    },
  };
}

interface Address {
  readonly url: string;
  readonly headers?: Record<string, string>;
}

/** `arn:aws:lambda:{region}:{account}:function:{name}`, and a version or alias where one is meant. */
const ARN = /^arn:[\w-]+:lambda:([\w-]+):\d*:function:([\w-]+)(?::([\w$-]+))?$/;

function addressOf(arn: string, { endpoint, urls = {} }: LambdaPlaces): Address | undefined {
  const url = urls[arn];
  if (url !== undefined) return { url };
  const [, region, name, qualifier] = ARN.exec(arn) ?? [];
  if (endpoint === undefined || name === undefined) return undefined;
  const path = `/2015-03-31/functions/${name}/invocations`;
  const query = qualifier === undefined ? '' : `?Qualifier=${encodeURIComponent(qualifier)}`;
  // Some of these servers tell services apart by what a request claims to be signed for.
  const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/lambda/aws4_request, SignedHeaders=host, Signature=local`;
  return {
    url: `${endpoint.replace(/\/$/, '')}${path}${query}`,
    headers: { authorization, 'x-amz-invocation-type': 'RequestResponse' },
  };
}

async function invoke({ url, headers }: Address, event: unknown, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(event),
    signal: signal ?? null,
  }).catch(() => {
    throw new NotInvoked('the address cannot be reached');
  });
  const text = await response.text();
  if (!response.ok) throw new NotInvoked(refusalIn(response));
  const answer = parsed(text);
  const { errorMessage, errorType, response: filled } = Object(answer);
  const hasFailed =
    response.headers.has('x-amz-function-error') || (errorMessage !== undefined && filled === undefined);
  if (hasFailed) throw new Error(String(errorMessage ?? errorType ?? 'Unhandled'));
  return answer;
}

/** Lambda's own refusals have a name, such as `ResourceNotFoundException`. */
const refusalIn = ({ headers, status }: Response): string =>
  headers.get('x-amzn-errortype')?.split(':')[0] || `status ${status}`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
