import * as v from 'valibot';
import { sessionMembers } from '../members/pool.js';
import { whole } from '../members/shapes.js';
import { DEFAULT_SESSIONS_PER_USER, type PoolSettings } from '../state/settings.js';
import { requireTier } from '../state/tier.js';
import { adminOperation } from './definition.js';
import { clientId, userPoolId } from './schemas.js';

const configurationOf = ({
  Id: UserPoolId,
  UserSessionTracking = 'DISABLED',
  TokenSession = { MaxPerUser: DEFAULT_SESSIONS_PER_USER },
}: PoolSettings) => ({ UserPoolId, UserSessionTracking, TokenSession });

export const getUserPoolSessionConfiguration = adminOperation({
  name: 'GetUserPoolSessionConfiguration',
  input: v.object({ UserPoolId: userPoolId }),
  handle: (_, { settings }) => configurationOf(settings()),
});

export const setUserPoolSessionConfiguration = adminOperation({
  name: 'SetUserPoolSessionConfiguration',
  input: v.object({ UserPoolId: userPoolId, ...sessionMembers }),
  handle: ({ UserSessionTracking, TokenSession }, { settings, configure, now }) => {
    requireTier(settings(), 'Session tracking');
    configure({ ...settings(), UserSessionTracking, TokenSession, modifiedAt: now() });
    return configurationOf(settings());
  },
});

const ofClient = { UserPoolId: userPoolId, ClientId: clientId };
const DEFAULT_SSO_SESSION = { MaxValidityMinutes: 60 };

export const getUserPoolClientSessionConfiguration = adminOperation({
  name: 'GetUserPoolClientSessionConfiguration',
  input: v.object(ofClient),
  handle: ({ UserPoolId, ClientId }, { clients, kept }) => {
    clients.require(ClientId);
    const SSOSession = kept.find('SSO session', ClientId)?.members ?? DEFAULT_SSO_SESSION;
    return { UserPoolId, ClientId, SSOSession };
  },
});

export const setUserPoolClientSessionConfiguration = adminOperation({
  name: 'SetUserPoolClientSessionConfiguration',
  keptOnly: true,
  notModelled: 'SSO sessions, since there are no pages to sign in at',
  input: v.object({ ...ofClient, SSOSession: v.object({ MaxValidityMinutes: whole(0, 129_600) }) }),
  handle: ({ UserPoolId, ClientId, SSOSession }, { clients, kept, settings }) => {
    requireTier(settings(), 'Session tracking');
    clients.require(ClientId);
    kept.save('SSO session', ClientId, SSOSession);
    return { UserPoolId, ClientId, SSOSession };
  },
});
