import * as v from 'valibot';
import { ApiRequestError, UserExistsError } from '../errors/gates.js';
import { redact } from '../errors/redact.js';
import { node } from '../internal/node.js';
import { messageIn } from './message.js';
import { retryAfterMs } from './retry.js';

/** An answer, read as far as it came. */
export interface GatesAnswer {
  /** The call that it answers, by its path. */
  readonly operation: string;
  readonly status: number;
  /** Without parameters, in lower case; empty where there is none. */
  readonly mediaType: string;
  readonly location: string | null;
  readonly body: string;
  /** Whether the body came to its end. */
  readonly complete: boolean;
  readonly retryAfterMs: number | undefined;
  /** The request's secrets, which must not appear in a message. */
  readonly secrets: readonly string[];
}

/** Reads a response. It does not throw: where the body breaks off, the answer says so. */
export async function answerOf(
  response: Response,
  { operation, token, now }: { readonly operation: string; readonly token: string; readonly now: number },
): Promise<GatesAnswer> {
  const { headers, status } = response;
  const body = await response.text().catch(() => undefined);
  return {
    operation,
    status,
    mediaType: (headers.get('content-type') ?? '').replace(/;.*$/s, '').trim().toLowerCase(),
    location: headers.get('location'),
    retryAfterMs: retryAfterMs(headers.get('retry-after'), now),
    complete: body !== undefined,
    body: body ?? '',
    secrets: [token],
  };
}

/** The names and sentences of Cognito and of backends over it, in English and Portuguese. */
const EXISTS_NAMES = /UsernameExists|AliasExists|\bUSER(NAME)?_?(ALREADY_?)?EXISTS/i;
const EXISTS_SENTENCE =
  /\b(user|account|username|e-?mail|usu[aá]rio|conta)\b.*\b(already exists?|exists already|exists|already (registered|in use)|j[aá] (existe|cadastrad[oa]|est[aá] cadastrad[oa]))\b/i;
const NOT_EXISTS = /\b(not|no longer|n[aã]o) exist/i;

/** The error for an answer that is not in the 200s. */
export function refusal(answer: GatesAnswer): ApiRequestError {
  if (answer.status >= 300 && answer.status < 400) return redirected(answer);
  const details = {
    operation: answer.operation,
    status: answer.status,
    reason: reasonOf(answer) || (node('node:http').STATUS_CODES[answer.status] ?? 'no message'),
    retryAfterMs: answer.retryAfterMs,
  };
  if (saysUserExists(answer)) return new UserExistsError(details);
  const advice =
    answer.status === 401 ? 'Pass an id token, not an access token, that is good now.' : undefined;
  return new ApiRequestError({ ...details, advice });
}

/** The error for an unusable body under a good status. */
export const unusable = ({ operation, status }: GatesAnswer, reason: string): ApiRequestError =>
  new ApiRequestError({ operation, status, reason });

/**
 * The answer's body, checked.
 *
 * @throws {ApiRequestError} when it is empty, not JSON, cut short, or lacks what it should have.
 */
export function bodyOf<Schema extends v.GenericSchema>(
  answer: GatesAnswer,
  schema: Schema,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, jsonOf(answer), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw unusable(answer, `the JSON has ${path ? `no usable ${path}` : 'another shape than expected'}`);
}

/** @throws {ApiRequestError} */
export function jsonOf(answer: GatesAnswer): unknown {
  const { body, mediaType } = answer;
  if (body.trim() === '') throw unusable(answer, 'the body is empty');
  if (mediaType && !/^application\/(.+\+)?json$/.test(mediaType))
    throw unusable(answer, `the body is ${hide(mediaType, answer.secrets)}, not JSON: ${reasonOf(answer)}`);
  try {
    return JSON.parse(body);
  } catch {
    // The parser's own words are left out: they quote the body.
    throw unusable(answer, `the body's ${body.length} characters are not JSON, or were cut short`);
  }
}

/** `text` without the token, and without anything that looks like a part of one: gateways quote what they cannot read. */
const hide = (text: string, secrets: readonly string[]): string =>
  redact(text, secrets).replace(/eyJ[\w-]{8,}[\w.-]*/gi, '[redacted]');

const reasonOf = ({ body, secrets }: GatesAnswer): string => messageIn(hide(body, secrets));

function saysUserExists({ operation, status, body }: GatesAnswer): boolean {
  if (operation !== 'create-user' || (status !== 409 && status !== 400)) return false;
  const said = messageIn(body);
  return EXISTS_NAMES.test(body) || (EXISTS_SENTENCE.test(said) && !NOT_EXISTS.test(said));
}

function redirected({ operation, status, location, secrets }: GatesAnswer): ApiRequestError {
  const to = location ? ` to ${hide(location, secrets).slice(0, 200)}` : '';
  return new ApiRequestError({
    operation,
    status,
    reason: `a redirect${to}, which is not followed: the token would go with it`,
    advice: 'Set baseUrl to the address that answers for itself.',
  });
}
