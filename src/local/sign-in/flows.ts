import type { AuthFlowType, ExplicitAuthFlowsType } from '@aws-sdk/client-cognito-identity-provider';
import { invalidParameter } from '../internal/exception.js';
import { startCustomAuth } from './custom-auth.js';
import { refresh } from './refresh.js';
import type { AuthRequest, AuthResponse, Parameters } from './types.js';
import { startUserAuth } from './user-auth.js';
import { startUserPassword } from './user-password.js';
import { startUserSrp } from './user-srp.js';

/** What InitiateAuth starts. */
export interface Flow {
  /** A client has to list one of these in `ExplicitAuthFlows`. */
  readonly allowedBy: readonly ExplicitAuthFlowsType[];
  /** What a refusal calls the flow, where that is not its name. */
  readonly calledInRefusals?: string;
  /** @param session The `Session` of an operation before it, which USER_AUTH takes. */
  start(signIn: AuthRequest, parameters: Parameters, session?: string): Promise<AuthResponse> | AuthResponse;
}

type Flows = Partial<Record<AuthFlowType, Flow>>;

const refreshFlow: Flow = { allowedBy: ['ALLOW_REFRESH_TOKEN_AUTH'], start: refresh };

/** The flows that both InitiateAuth and AdminInitiateAuth serve. */
const sharedFlows: Flows = {
  USER_SRP_AUTH: { allowedBy: ['ALLOW_USER_SRP_AUTH'], start: startUserSrp },
  CUSTOM_AUTH: { allowedBy: ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY'], start: startCustomAuth },
  USER_AUTH: { allowedBy: ['ALLOW_USER_AUTH'], start: startUserAuth },
  REFRESH_TOKEN_AUTH: refreshFlow,
  REFRESH_TOKEN: refreshFlow,
};

/** The flows that InitiateAuth serves. */
export const publicFlows: Flows = {
  ...sharedFlows,
  USER_PASSWORD_AUTH: {
    allowedBy: ['ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH'],
    start: startUserPassword,
  },
};

const adminPasswordFlow: Flow = {
  allowedBy: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'],
  calledInRefusals: 'Auth',
  start: startUserPassword,
};

/** The flows that AdminInitiateAuth serves. */
export const adminFlows: Flows = {
  ...sharedFlows,
  ADMIN_USER_PASSWORD_AUTH: adminPasswordFlow,
  ADMIN_NO_SRP_AUTH: adminPasswordFlow,
};

/** @throws InvalidParameterException when the flow does not exist here or the client does not allow it. */
export function requireFlow(flows: Flows, name: AuthFlowType, { client }: AuthRequest): Flow {
  const flow = flows[name];
  if (!flow)
    throw invalidParameter('Initiate Auth method not supported.', {
      expected: `one of ${Object.keys(flows).join(', ')}`,
      sent: name,
    });
  if (!flow.allowedBy.some(allowed => client.ExplicitAuthFlows.includes(allowed)))
    throw invalidParameter(`${flow.calledInRefusals ?? name} flow not enabled for this client`, {
      expected: `ExplicitAuthFlows of app client ${client.ClientId} with ${flow.allowedBy.join(' or ')}`,
      sent: `${name}; the client allows ${client.ExplicitAuthFlows.join(', ') || 'nothing'}`,
    });
  return flow;
}
