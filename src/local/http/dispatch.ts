import { CognitoException, invalidParameter } from '../internal/exception.js';
import type { PoolMembers } from '../members/pool.js';
import { keptMemberIn } from '../members/walk.js';
import type { Operation } from '../operations/definition.js';
import { operations } from '../operations/index.js';
import { validate } from '../operations/validate.js';
import type { PoolDirectory } from '../pool/directory.js';

const BY_NAME = new Map(operations.map(operation => [operation.name.toLowerCase(), operation]));

/** A call that came in over HTTP. */
export interface Call {
  /** `X-Amz-Target`: `AWSCognitoIdentityProviderService.{Operation}`, in whatever case. */
  readonly target: string | undefined;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What a call asks for, before anything is done about it. */
export interface Request {
  readonly operation: Operation;
  readonly body: unknown;
}

/** @throws UnknownOperationException, MissingAuthenticationTokenException or SerializationException */
export function readCall({ target, authorization, body }: Call): Request {
  const operation = requireOperation(target);
  if (operation.access === 'iam' && !isSigned(authorization))
    throw new CognitoException('MissingAuthenticationTokenException', 'Missing Authentication Token', {
      expected: `the header Authorization: ${operation.name} is signed with AWS credentials (any will do here)`,
      sent: authorization === undefined ? 'no such header' : 'one that is no Signature Version 4',
    });
  return { operation, body: parseJson(body) };
}

/** What a definition says of functions, where a request is one. */
export interface NamedFunctions {
  readonly UserPoolId?: string;
  readonly LambdaConfig?: PoolMembers['LambdaConfig'];
}

interface Checks {
  readonly pools: PoolDirectory;
  readonly strict: boolean;
  /** The functions that a request names and the pool would not invoke. */
  readonly unreachable: (named: NamedFunctions) => readonly string[];
}

/** Checks the input, finds the pool, and lets the operation answer. @throws CognitoException */
export async function execute(
  { operation, body }: Request,
  { pools, strict, unreachable }: Checks,
): Promise<object> {
  if (strict) refuseUnmodelled(operation, body);
  const input = validate(operation.input, body);
  if (strict) refuseUnreachable(unreachable(input));
  return operation.answer(input, pools);
}

/** @throws InvalidParameterException for a function that would not be invoked. */
function refuseUnreachable([arn]: readonly string[]): void {
  if (arn !== undefined)
    throw invalidParameter(
      `The local pool has no address for ${arn}, so it would not invoke it, and is told to be strict.`,
      { expected: 'a function with an address: --lambda-endpoint, or --lambda-url ARN=URL', sent: arn },
    );
}

/** @throws InvalidParameterException for what would be kept without any effect. */
function refuseUnmodelled({ name, input, keptOnly }: Operation, body: unknown): void {
  const member = keptOnly ? `what ${name} sets` : keptMemberIn(input, body);
  if (member !== undefined)
    throw invalidParameter(
      `The local pool would keep ${member} without acting on it, and is told to be strict.`,
      { expected: 'only what the pool models: it runs with --strict', sent: member },
    );
}

function requireOperation(target: string | undefined): Operation {
  if (!target)
    throw new CognitoException('UnknownOperationException', 'The header X-Amz-Target is missing', {
      expected: 'X-Amz-Target: AWSCognitoIdentityProviderService.InitiateAuth, or another operation',
      sent: 'no such header',
    });
  const [service = '', name = ''] = target.split('.');
  const found =
    service.toLowerCase() === 'awscognitoidentityproviderservice' && BY_NAME.get(name.toLowerCase());
  if (!found)
    throw new CognitoException(
      'UnknownOperationException',
      `The local pool does not serve ${JSON.stringify(target.slice(0, 200))}`,
    );
  return found;
}

/** Whether AWS credentials signed the request (Signature Version 4). Any credentials do: there is no account here. */
const isSigned = (authorization: string | undefined): boolean =>
  /^AWS4-HMAC-SHA256 .*Credential=.+Signature=./i.test(authorization ?? '');

/** In AWS's JSON a member that is null is a member that is not there; browsers' clients send such. */
function parseJson(body: string): unknown {
  try {
    const parsed: unknown = JSON.parse(body || '{}', function (this: unknown, _key, value: unknown) {
      return value === null && !Array.isArray(this) ? undefined : value;
    });
    return parsed ?? {};
  } catch {
    throw new CognitoException('SerializationException', 'The request body is not JSON');
  }
}
