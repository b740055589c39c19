import { type ErrorRow, errorTable, type ServiceErrorCode } from 'portcullis/errors';
import { adviceOn } from '../../src/errors/advice.js';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${cell(text)}\``;

/** The exception stands in its first line only. */
function lines([exception, row]: readonly [string, ErrorRow]): string[] {
  const name = `${code(exception)} → ${code(row.error.name)}`;
  const line = (message: string, ours: ServiceErrorCode, index: number): string =>
    `| ${index === 0 ? name : ''} | ${message} | ${code(ours)} | ${cell(adviceOn(exception, ours) ?? '')} |`;
  return [
    ...row.reasons.map(([message, ours], index) => line(code(message.source), ours, index)),
    line('', row.code, row.reasons.length),
  ];
}

const FAMILIES = `\
| catch | where | what it holds |
|---|---|---|
| \`ChallengeRequiredError\` | signing in | the sign-in needs an answer and has no handler for it. A subclass for each challenge that has a \`respondTo…\` method ([signing in](signing-in.md)), with the challenge's name and \`_REQUIRED\` as its code; \`CHALLENGE_REQUIRED\` for any other. With the \`challenge\` |
| \`ServiceError\` | any call of Cognito | Cognito refused. A subclass for each exception, in the table below |
| \`ConnectionError\` | any call | no answer, or an unreadable one: \`CONNECTION_FAILED\`, \`TIMED_OUT\`, \`UNREADABLE_ANSWER\`. With the \`address\`, and \`mayHaveSucceeded\` where an answer was [lost](connecting.md#lost-answers): the \`advice\` then says what to look at. Elsewhere trying later may help |
| \`NotSentError\` | any call | the request was not sent, for a reason on this machine: \`CREDENTIALS_MISSING\`, \`CREDENTIALS_UNUSABLE\`, \`PERMISSION_MISSING\` (of the runtime), \`REQUEST_UNUSABLE\`. With the \`cause\`. Trying again does not help |
| \`TokenError\` | verifying, guarding | the token was refused: \`MissingAuthorizationError\`, \`TokenExpiredError\`, \`InvalidTokenError\`, \`InsufficientAuthenticationError\` (401), \`UnauthorizedGroupError\`, \`UnauthorizedScopeError\`, \`ForbiddenError\` (403). With the HTTP \`status\` |
| \`VerificationUnavailableError\` | verifying, guarding | no token can be verified now (503); its subclass \`KeysUnavailableError\` when the signing keys are missing |
| \`StoreError\` | sessions, bulk work | a store failed: \`StoreCorruptError\` (the record was copied aside), \`StoreUnavailableError\`. With the \`location\` |
`;

const OTHERS = `\
| class | \`code\` | when |
|---|---|---|
| \`InvalidOptionError\` | \`INVALID_OPTION\` | an argument or option cannot work; a \`TypeError\`, thrown before any network call, with the \`field\` |
| \`NotSignedInError\` | \`NOT_SIGNED_IN\` | the call needs a signed-in user, or a token that the session lacks: \`missing\` names it |
| \`SrpRefusedError\` | \`SRP_REFUSED\` | the other side of SRP sent numbers that must not be used |
| \`CsrfError\` | \`CSRF_REFUSED\` | a form came from another site, or without a token of this browser's [session](pages.md) (403) |
| \`ApiRequestError\` | \`API_REQUEST_ERROR\` | the Gates backend refused, or its answer cannot be used; with the \`status\` and the \`reason\` ([Gates](gates.md)) |
| \`UserExistsError\` | \`USER_EXISTS\` | an \`ApiRequestError\`: the Gates backend has a user with this e-mail address |
| \`IncompleteUserError\` | \`USER_INCOMPLETE\` | a person was created at the Gates backend without their client; with the \`sub\` and \`remaining\`, the rest of the work |
| \`RoleTakenError\` | \`ROLE_TAKEN\` | [provisioning](provisioning.md): the name of a group's role belongs to a role that is not the group's |
| \`StalePlanError\` | \`STALE_PLAN\` | provisioning: applying would have to do more than the plan says; nothing was changed |
| \`IncompleteApplyError\` | \`APPLY_INCOMPLETE\` | provisioning: a plan was applied in part; with the list \`made\` and the \`cause\` |
| \`IamRefusedError\` | \`ROLE_NOT_FOUND\`, \`POLICY_REFUSED\`, \`IAM_ACCESS_DENIED\`, \`IAM_THROTTLED\`, \`IAM_REFUSED\` | IAM refused a call; with its message in \`awsMessage\` |
`;

const EXAMPLE = `\
\`\`\`ts
import { type Cognito } from 'portcullis';
import { ChallengeRequiredError, ConnectionError, endsSession, PortcullisError } from 'portcullis/errors';

export async function signIn(cognito: Cognito, password: string): Promise<string> {
  try {
    await cognito.authenticate(password);
    return 'Welcome.';
  } catch (error) {
    if (error instanceof ChallengeRequiredError) return \`Answer \${error.challenge.name}.\`;
    if (error instanceof ConnectionError) return 'Try again in a moment.';
    if (error instanceof PortcullisError) return explain(error);
    throw error;
  }
}

function explain(error: PortcullisError): string {
  switch (error.code) {
    case 'BAD_CREDENTIALS': // A typing error here does not compile.
      return 'The name or the password is wrong.';
    case 'LOCKED_OUT':
      return 'Too many tries. Wait a little.';
    default:
      return endsSession(error) ? 'Sign in again.' : (error.advice ?? error.message);
  }
}
\`\`\`
`;

/** The page `docs/errors.md`, from the table that the library itself uses. */
export const errorsPage = (): string => `# Errors

<!-- Written by \`npm run docs\` from src/errors/table.ts. -->

Every error is a \`PortcullisError\` with a class of its own and a literal \`code\`. Where there is any, it has \`advice\`
on what to do, and a \`cause\`. The type \`ErrorCode\` is the union of all codes.

${EXAMPLE}
## Families

${FAMILIES}
No single class means that a session is over: an expired refresh token, a disabled user and a deleted one are three
exceptions of Cognito, each with a class of its own, and a class has one parent only. \`endsSession(error)\` is true for
all of them: only a new sign-in helps. Tell a wrong password or code by its class or code.

The other errors belong to no family:

${OTHERS}
## Several copies of the library

A program that both imports and requires the library, directly or through a package, loads it twice. \`instanceof\`
recognises the errors of either copy, and a guard of one copy answers errors from a verifier of the other. A subclass of
your own recognises only its own instances.

## What Cognito refuses

Cognito's message is in \`awsMessage\`, the name of its exception in \`awsName\`. A message is matched as a regular
expression, and the first match wins; the line without a message is for all others.

| Cognito's exception → class | its message | \`code\` | advice |
|---|---|---|---|
${Object.entries(errorTable).flatMap(lines).join('\n')}
| any other → \`UnknownServiceError\` | | \`UNKNOWN\` | |
`;
