import { decodeJwt } from 'jose';

/** One call as the log shows it. */
export interface RequestLine {
  readonly at: number;
  readonly operation: string;
  readonly subject: string;
  readonly outcome: string;
  readonly ms: number;
  /** What went wrong on our side, where something did. */
  readonly error?: unknown;
}

export type LogRequest = (line: RequestLine) => void;

/** `12:00:01 InitiateAuth ada PASSWORD_VERIFIER 2 ms` */
export function formatRequest({ at, operation, subject, outcome, ms, error }: RequestLine): string {
  const time = new Date(at).toISOString().slice(11, 19);
  const line = [time, printable(operation), printable(subject), printable(outcome), `${Math.round(ms)} ms`];
  return error instanceof Error ? `${line.join(' ')}\n${error.stack}` : line.join(' ');
}

/** Whom a request is about: a name, never a secret. */
export function subjectOf(body: unknown): string {
  const { Username, AuthParameters, ChallengeResponses, AccessToken } = Object(body);
  const name = Username ?? AuthParameters?.USERNAME ?? ChallengeResponses?.USERNAME ?? nameIn(AccessToken);
  return typeof name === 'string' && name ? name : '-';
}

function nameIn(accessToken: unknown): unknown {
  try {
    return decodeJwt(String(accessToken)).username;
  } catch {
    return undefined;
  }
}

/** Text from outside must not forge lines or steer the terminal. */
const printable = (text: string): string =>
  text
    .slice(0, 200)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, char => `\\u{${char.codePointAt(0)?.toString(16)}}`);
