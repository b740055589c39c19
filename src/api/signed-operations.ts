import type { OperationName } from './operations.js';
import { GONE, type Repetition, START_AGAIN } from './repetition.js';

const MADE = 'It may have been made: look before you make it again.';

/** The operations that are signed with AWS credentials and are not simply repeatable when an answer was lost. */
export const SIGNED: Readonly<Partial<Record<OperationName, Repetition>>> = {
  AddCustomAttributes: { advice: MADE },
  AddUserPoolClientSecret: { advice: MADE },
  AdminConfirmSignUp: {
    doneWhen: ['USER_STATE'],
    advice: 'The account may be confirmed: look at its status.',
  },
  AdminCreateUser: { advice: MADE },
  AdminDeleteUser: { doneWhen: ['USER_NOT_FOUND'], advice: GONE },
  AdminDisableProviderForUser: { advice: GONE },
  AdminForgetDevice: { doneWhen: ['DEVICE_NOT_FOUND'], advice: GONE },
  AdminRespondToAuthChallenge: { advice: START_AGAIN },
  AdminRevokeUserSession: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  CreateGroup: { advice: MADE },
  CreateIdentityProvider: { advice: MADE },
  CreateManagedLoginBranding: { advice: MADE },
  CreateResourceServer: { advice: MADE },
  CreateTerms: { advice: MADE },
  CreateUserImportJob: { advice: MADE },
  CreateUserPool: { advice: MADE },
  CreateUserPoolClient: { advice: MADE },
  CreateUserPoolDomain: { advice: MADE },
  CreateUserPoolReplica: { advice: MADE },
  DeleteGroup: { doneWhen: ['GROUP_NOT_FOUND'], advice: GONE },
  DeleteIdentityProvider: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  DeleteManagedLoginBranding: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  DeleteResourceServer: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  DeleteTerms: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  DeleteUserPool: { doneWhen: ['POOL_NOT_FOUND'], advice: GONE },
  DeleteUserPoolClient: { doneWhen: ['CLIENT_NOT_FOUND'], advice: GONE },
  DeleteUserPoolClientSecret: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  DeleteUserPoolDomain: { advice: GONE },
  DeleteUserPoolReplica: { doneWhen: ['RESOURCE_NOT_FOUND'], advice: GONE },
  StartUserImportJob: { advice: 'The job may have been started: look at its status.' },
  StopUserImportJob: { advice: 'The job may have been stopped: look at its status.' },
};
