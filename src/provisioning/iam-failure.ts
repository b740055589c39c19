import { notSent, withoutResponse } from '../api/sdk-failure.js';
import { unsendable } from '../api/unsendable.js';
import { ConnectionError } from '../errors/connection.js';
import type { NotSentError } from '../errors/not-sent.js';
import { IamRefusedError } from '../errors/provisioning.js';

/** What the AWS SDK throws, as far as it is of use here. */
interface SdkError extends Error {
  readonly code?: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const ROWS = [
  [/^NoSuchEntity/, 'ROLE_NOT_FOUND', undefined],
  [
    /^(MalformedPolicyDocument|PackedPolicyTooLarge)/,
    'POLICY_REFUSED',
    'Correct the policy of the definition.',
  ],
  [
    /^(AccessDenied|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch|ExpiredToken)/,
    'IAM_ACCESS_DENIED',
    'Check the AWS credentials, and that they may administer roles under the path /portcullis/.',
  ],
  [/^(Throttl|RequestLimitExceeded|TooManyRequests)/, 'IAM_THROTTLED', 'Wait a little.'],
] as const;

/** Turns what the IAM client threw into one of our errors. */
export function iamFailure(
  thrown: unknown,
  operation: string,
): IamRefusedError | ConnectionError | NotSentError {
  const cause = thrown as SdkError;
  const status = cause.$metadata?.httpStatusCode;
  if (cause.name === 'CredentialsProviderError') return notSent(cause, operation);
  if (cause.$fault) return refusal(cause, operation, status);
  if (status !== undefined)
    return new ConnectionError(
      'UNREADABLE_ANSWER',
      `IAM answered ${operation} with status ${status} and a body that is not its XML`,
      'IAM',
      { advice: "Check the IAM client's endpoint." },
    );
  const refusedHere = unsendable(cause, operation);
  if (refusedHere) return refusedHere;
  return new ConnectionError(
    'CONNECTION_FAILED',
    `cannot reach IAM${cause.code ? ` (${cause.code})` : ''}`,
    'IAM',
    {
      cause,
    },
  );
}

function refusal(cause: SdkError, operation: string, httpStatus: number | undefined): IamRefusedError {
  const [, code, advice] = ROWS.find(([name]) => name.test(cause.name)) ?? [
    undefined,
    'IAM_REFUSED' as const,
  ];
  const { name: awsName, message: awsMessage } = cause;
  return new IamRefusedError({
    code,
    operation,
    awsName,
    awsMessage,
    httpStatus,
    cause: withoutResponse(cause),
    advice,
  });
}
