import { CognitoException } from '../internal/exception.js';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** Operations without an output shape: the service answers nothing at all, where others answer `{}`. */
const WITHOUT_OUTPUT = new Set([
  'AdminAddUserToGroup',
  'AdminDeleteUser',
  'AdminForgetDevice',
  'AdminRemoveUserFromGroup',
  'DeleteGroup',
  'DeleteIdentityProvider',
  'DeleteManagedLoginBranding',
  'DeleteResourceServer',
  'DeleteTerms',
  'DeleteUser',
  'DeleteUserPool',
  'DeleteUserPoolClient',
  'ForgetDevice',
]);

/** What an operation's output is on the wire. */
export const wireText = (operation: string, output: object): string =>
  WITHOUT_OUTPUT.has(operation) ? '' : toWireJson(output);

export const successResponse = (text: string): Response =>
  new Response(text || null, { headers: { 'content-type': CONTENT_TYPE } });

/** Clients stop reading at 8 or 16 kB of headers. */
const HEADER_LENGTH = 2048;

/** What a refusal is on the wire. */
export const errorText = ({ type, message }: CognitoException): string =>
  JSON.stringify({ __type: type, message });

/** A refusal, in the body and in the headers: clients read either. */
export function errorResponse(refusal: CognitoException): Response {
  const { type, message, status } = refusal;
  return new Response(errorText(refusal), {
    status,
    headers: {
      'content-type': CONTENT_TYPE,
      'x-amzn-errortype': `${type}:`,
      // Header values are Latin-1, and clients take so many of them; a name in a message may be neither.
      'x-amzn-errormessage': message.slice(0, HEADER_LENGTH).replace(/[^\x20-\x7e]/g, '?'),
    },
  });
}

/** The refusal for something that went wrong on our side; its details are for the log only. */
export const internalError = () =>
  new CognitoException('InternalErrorException', 'Something went wrong in the local pool.', { status: 500 });

/** JSON with dates as the service writes them: seconds since the epoch, with a fraction. */
const toWireJson = (output: object): string =>
  JSON.stringify(output, function (this: Record<string, unknown>, key, value: unknown) {
    const raw = this[key];
    return raw instanceof Date ? raw.getTime() / 1000 : value;
  });
