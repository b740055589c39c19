import { type ErrorMeaning, type ErrorRow, errorTable } from 'portcullis/errors';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${cell(text)}\``;

const line = (exception: string, message: string, { code: ours, advice = '' }: ErrorMeaning): string =>
  `| ${exception} | ${message} | ${code(ours)} | ${cell(advice)} |`;

/** The exception stands in its first line only. */
const lines = ([exception, row]: readonly [string, ErrorRow]): string[] => {
  const cells = [
    ...row.reasons.map(reason => [code(reason.message.source), reason] as const),
    ['', row] as const,
  ];
  const name = `${code(exception)} → ${code(row.error.name)}`;
  return cells.map(([message, meaning], index) => line(index === 0 ? name : '', message, meaning));
};

const FAMILIES = `\
| catch | where | what it holds |
|---|---|---|
| \`ChallengeRequiredError\` | signing in | the sign-in needs an answer that no handler gave. A subclass for each challenge that has a \`respondTo…\` method ([signing in](signing-in.md)), with the challenge's name and \`_REQUIRED\` as its code; \`CHALLENGE_REQUIRED\` for any other. With the \`challenge\` |
| \`ServiceError\` | any call of Cognito | Cognito refused. A subclass for each exception, in the table below |
| \`ConnectionError\` | any call | no answer came, or none that can be read: \`CONNECTION_FAILED\`, \`TIMED_OUT\`, \`UNREADABLE_ANSWER\`. With the \`address\`. Trying later may help |
| \`NotSentError\` | any call | nothing was sent, for a reason on this machine: \`CREDENTIALS_MISSING\`, \`CREDENTIALS_UNUSABLE\`, \`PERMISSION_MISSING\` (of the runtime), \`REQUEST_UNUSABLE\`. With the \`cause\`. Trying again does not help |
| \`TokenError\` | verifying, guarding | the token was refused: \`MissingAuthorizationError\`, \`TokenExpiredError\`, \`InvalidTokenError\` (401), \`UnauthorizedGroupError\`, \`UnauthorizedScopeError\` (403). With the HTTP \`status\` |
| \`VerificationUnavailableError\` | verifying, guarding | nothing can be said of any token (503); its subclass \`KeysUnavailableError\` where the signing keys are what is missing |
| \`StoreError\` | sessions, bulk work | a store failed: \`StoreCorruptError\` (the record was kept aside), \`StoreUnavailableError\`. With the \`location\` |
`;

const OTHERS = `\
| class | \`code\` | when |
|---|---|---|
| \`InvalidOptionError\` | \`INVALID_OPTION\` | the caller passed something that cannot work; a \`TypeError\`, thrown before any network call, with the \`field\` |
| \`NotSignedInError\` | \`NOT_SIGNED_IN\` | the call needs a signed-in user |
| \`SrpRefusedError\` | \`SRP_REFUSED\` | the other side of SRP sent numbers that must not be used |
| \`CsrfError\` | \`CSRF_REFUSED\` | a form came from another site, or without a token of this browser's [session](pages.md) (403) |
| \`ApiRequestError\` | \`API_REQUEST_ERROR\` | the Gates backend refused, or answered what cannot be used; with the \`status\` and the \`reason\` ([Gates](gates.md)) |
| \`UserExistsError\` | \`USER_EXISTS\` | an \`ApiRequestError\`: the Gates backend has a user with this e-mail address |
| \`IncompleteUserError\` | \`USER_INCOMPLETE\` | a person was created at the Gates backend and not given their client; with the \`sub\` and what \`remaining\` |
| \`RoleTakenError\` | \`ROLE_TAKEN\` | [provisioning](provisioning.md): a group's role would have the name of a role that is not the group's |
| \`StalePlanError\` | \`STALE_PLAN\` | provisioning: more would have to be done than the plan says; nothing was changed |
| \`IncompleteApplyError\` | \`APPLY_INCOMPLETE\` | provisioning: a plan was applied in part; with what was \`made\` and the \`cause\` |
| \`IamRefusedError\` | \`ROLE_NOT_FOUND\`, \`POLICY_REFUSED\`, \`IAM_ACCESS_DENIED\`, \`IAM_THROTTLED\`, \`IAM_REFUSED\` | IAM refused a call; with its own words in \`awsMessage\` |
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

Every error is a \`PortcullisError\` with a class of its own and a literal \`code\`, and has \`advice\` where there is
something to do and a \`cause\` where there is one. The type \`ErrorCode\` is the union of all codes.

${EXAMPLE}
## Families

${FAMILIES}
A refusal that ends a session is no class: an expired refresh token, a disabled user and a deleted one are three
exceptions of Cognito, each with its class, and a class has one parent only. \`endsSession(error)\` knows them all: only
signing in again helps. A refusal of the password or of a code is told by its class or code in the same way.

The other errors stand for themselves:

${OTHERS}
## Several copies of the library

A program that imports the library and requires it too, directly or through a package, loads it twice. \`instanceof\`
knows the errors of either copy, and a guard of one answers what a verifier of the other throws. A subclass that you
write yourself knows its own instances only.

## What Cognito refuses

Cognito's own words are in \`awsMessage\`, its exception's name is in \`awsName\`. A message is matched as a regular
expression, and the first that matches wins; the line without a message is for all others.

| Cognito's exception → class | its message | \`code\` | advice |
|---|---|---|---|
${Object.entries(errorTable).flatMap(lines).join('\n')}
| any other → \`UnknownServiceError\` | | \`UNKNOWN\` | |
`;
