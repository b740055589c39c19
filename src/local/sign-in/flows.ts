import type { AuthFlowType, ExplicitAuthFlowsType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../exception.js';
import { refresh } from './refresh.js';
import type { AuthResponse, Parameters, SignIn } from './types.js';
import { startUserPassword } from './user-password.js';
import { startUserSrp } from './user-srp.js';

/** An opening move. */
export interface Flow {
  /** A client has to list one of these in `ExplicitAuthFlows`. */
  readonly allowedBy: readonly ExplicitAuthFlowsType[];
  start(signIn: SignIn, parameters: Parameters): Promise<AuthResponse> | AuthResponse;
}

const refreshFlow: Flow = { allowedBy: ['ALLOW_REFRESH_TOKEN_AUTH'], start: refresh };

/** The flows that InitiateAuth serves. */
export const publicFlows: Partial<Record<AuthFlowType, Flow>> = {
  USER_SRP_AUTH: { allowedBy: ['ALLOW_USER_SRP_AUTH'], start: startUserSrp },
  USER_PASSWORD_AUTH: {
    allowedBy: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
    start: startUserPassword,
  },
  REFRESH_TOKEN_AUTH: refreshFlow,
  REFRESH_TOKEN: refreshFlow,
};

/** @throws InvalidParameterException when the flow does not exist here or the client does not allow it. */
export function requireFlow(flows: typeof publicFlows, name: AuthFlowType, { client }: SignIn): Flow {
  const flow = flows[name];
  if (!flow) throw invalidParameter('Initiate Auth method not supported.');
  if (!flow.allowedBy.some(allowed => client.ExplicitAuthFlows.includes(allowed)))
    throw invalidParameter(`${name} flow not enabled for this client`);
  return flow;
}
