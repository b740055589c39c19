import { type ErrorRow, errorTable } from 'portcullis/errors';

const cell = (text: string) => text.replaceAll('|', '\\|');
const code = (text: string) => `\`${cell(text)}\``;

const line = ({ exception, message, error, code: ours, advice = '' }: ErrorRow): string =>
  `| ${code(exception)} | ${message ? code(message.source) : ''} | ${code(error.name)} | ${code(ours)} | ${cell(advice)} |`;

/** The page `docs/errors.md`, from the table that the library itself uses. */
export const errorsPage = (): string => `# Errors

<!-- Written by \`npm run docs\` from src/errors/table.ts. -->

Every refusal of Cognito becomes an error with a class, a literal \`code\`, and Cognito's own words in \`awsMessage\`.
Besides these there are:

| class | \`code\` | when |
|---|---|---|
| \`InvalidOptionError\` | \`INVALID_OPTION\` | the caller passed something that cannot work; a \`TypeError\`, thrown before any network call, with the \`field\` |
| \`ConnectionError\` | \`CONNECTION_FAILED\`, \`TIMED_OUT\`, \`UNREADABLE_ANSWER\` | no answer came, or none of Cognito's; with the \`address\` |
| \`ChallengeRequiredError\` and its subclasses | the challenge's name and \`_REQUIRED\` | the sign-in needs an answer that nobody gave; with the \`challenge\` ([signing in](signing-in.md)) |
| \`NotSignedInError\` | \`NOT_SIGNED_IN\` | the call needs a signed-in user |
| \`SrpRefusedError\` | \`SRP_REFUSED\` | the other side of SRP sent numbers that must not be used |
| \`StoreCorruptError\` | \`STORE_CORRUPT\` | a stored record cannot be read; it was kept aside |
| \`MissingAuthorizationError\` | \`MISSING_AUTHORIZATION\` | no token was presented (401) |
| \`TokenExpiredError\` | \`TOKEN_EXPIRED\` | its time is over (401) |
| \`InvalidTokenError\` | \`INVALID_TOKEN\` | malformed, badly signed, or made for somebody else (401); with the claim at fault |
| \`UnauthorizedGroupError\` | \`UNAUTHORIZED_GROUP\` | the bearer is in none of the groups asked for (403) |
| \`UnauthorizedScopeError\` | \`UNAUTHORIZED_SCOPE\` | the token has none of the scopes asked for (403) |
| \`CsrfError\` | \`CSRF_REFUSED\` | a form came from another site, or without a token of this browser's [session](pages.md) (403) |
| \`ApiRequestError\` | \`API_REQUEST_ERROR\` | the Gates backend refused, or answered what cannot be used; with the \`status\` and the \`reason\` ([Gates](gates.md)) |
| \`UserExistsError\` | \`USER_EXISTS\` | an \`ApiRequestError\`: somebody at the Gates backend has the e-mail address |
| \`IncompleteUserError\` | \`USER_INCOMPLETE\` | a person was created at the Gates backend and not given their client; with the \`sub\` and what \`remaining\` |
| \`RoleTakenError\` | \`ROLE_TAKEN\` | [provisioning](provisioning.md): a group's role would have the name of somebody else's |
| \`StalePlanError\` | \`STALE_PLAN\` | provisioning: more would have to be done than the plan says; nothing was changed |
| \`IncompleteApplyError\` | \`APPLY_INCOMPLETE\` | provisioning: a plan was applied in part; with what was \`made\` and the \`cause\` |
| \`IamRefusedError\` | \`ROLE_NOT_FOUND\`, \`POLICY_REFUSED\`, \`IAM_ACCESS_DENIED\`, \`IAM_THROTTLED\`, \`IAM_REFUSED\` | IAM refused a call; with its own words in \`awsMessage\` |
| \`KeysUnavailableError\` | \`KEYS_UNAVAILABLE\` | the signing keys could not be had (503) |
| \`VerificationUnavailableError\` | \`VERIFICATION_UNAVAILABLE\` | something else that a [guard](guarding.md) relies on failed, such as the list of revoked tokens (503) |

The first row that fits wins. A message is matched as a regular expression.

| Cognito's exception | its message | class | \`code\` | advice |
|---|---|---|---|---|
${errorTable.map(line).join('\n')}
| any other | | \`UnknownServiceError\` | \`UNKNOWN\` | |
`;
