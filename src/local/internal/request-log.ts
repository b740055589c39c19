import { decodeJwt } from 'jose';

/** One call as the log shows it. */
export interface RequestLine {
  readonly at: number;
  readonly operation: string;
  readonly subject: string;
  readonly outcome: string;
  readonly ms: number;
  /** What the request was refused with. */
  readonly refusal?: Error | undefined;
  /** What went wrong on our side, where something did. */
  readonly error?: unknown;
  readonly input?: unknown;
  readonly output?: unknown;
  /** The two bodies as they came and went: with secrets. */
  readonly sent?: string | undefined;
  readonly answered?: string | undefined;
}

export type LogRequest = (line: RequestLine) => void;

/** `12:00:01 InitiateAuth ada PASSWORD_VERIFIER 2 ms` */
export function formatRequest({ at, operation, subject, outcome, ms, error }: RequestLine): string {
  const time = new Date(at).toISOString().slice(11, 19);
  const line = [time, printable(operation), printable(subject), printable(outcome), `${Math.round(ms)} ms`];
  return error instanceof Error ? `${line.join(' ')}\n${error.stack}` : line.join(' ');
}

/** The line, and under it what was sent and what was answered, in outline. */
export function formatVerbosely(line: RequestLine): string {
  const { input, output } = line;
  const shown = [input && `  > ${outlined(input)}`, output && `  < ${outlined(output)}`].filter(Boolean);
  return [formatRequest(line), ...shown].join('\n');
}

/** Members whose text is no secret. The text of every other is left out. */
const SHOWN = new Set(
  '__type message UserPoolId ClientId AuthFlow ChallengeName AvailableChallenges PREFERRED_CHALLENGE Username USERNAME USER_ID_FOR_SRP GroupName AttributeName Name MfaConfiguration PreferredMfaSetting UserMFASettingList TokenType UserStatus DeliveryMedium Destination CODE_DELIVERY_DESTINATION CODE_DELIVERY_DELIVERY_MEDIUM Status Filter'.split(
    ' ',
  ),
);

const outlined = (value: unknown): string => printable(outline(redacted(value)), 1000);

const DEEPEST = 5;
const HIDDEN = '…';

/** The same value, with `…` in place of every text that may be a secret. */
export function redacted(value: unknown, isShown = false, depth = 0): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return isShown ? value : HIDDEN;
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return HIDDEN;
  if (Array.isArray(value)) return value.map(each => redacted(each, isShown, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, redacted(member, SHOWN.has(name), depth + 1)]),
  );
}

/** All members by name: `{AuthFlow: USER_SRP_AUTH, AuthParameters: {SRP_A: …}}`. */
function outline(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(outline).join(', ')}]`;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${name}: ${outline(member)}`).join(', ')}}`;
}

/** The user of a request: a name, never a secret. */
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
const printable = (text: string, most = 200): string =>
  text
    .slice(0, most)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, char => `\\u{${char.codePointAt(0)?.toString(16)}}`);
