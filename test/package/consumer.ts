import { Cognito, FileStore, type Principal, totpCode } from 'portcullis';
import { NotAuthorizedError } from 'portcullis/errors';
import { GatesAdmin } from 'portcullis/gates';
import { startLocalPool } from 'portcullis/local';
import { createEphemeral } from 'portcullis/srp';
import { TokenVerifier } from 'portcullis/verify';

const options = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' };
const store = new FileStore({ directory: '.sessions' });

export const cognito = new Cognito({ ...options, store, devices: { store: store.devices } });
export const principal: Promise<Principal> = new TokenVerifier({
  userPoolId: options.userPoolId,
  clientId: null,
  tokenUse: 'access',
}).verify('');
export const parts = [totpCode, NotAuthorizedError, startLocalPool, createEphemeral];

export const gates = new GatesAdmin({ baseUrl: 'https://host/stage', token: async () => 'an id token' });

// What must not compile.

// @ts-expect-error A client needs a pool and an app client.
new Cognito({ username: 'ada' });

// @ts-expect-error Unknown options are mistakes.
new Cognito({ ...options, clientSecrt: 'x' });

// @ts-expect-error Leaving the app client out of a verifier has to be said with null.
new TokenVerifier({ userPoolId: options.userPoolId, tokenUse: 'access' });

// @ts-expect-error A handler returns the code.
cognito.authenticate('password', { onSoftwareTokenMfa: () => 5 });

// @ts-expect-error A factor is named as Cognito names it.
cognito.setUserMfaPreference({ preferred: 'TOTP' });

// @ts-expect-error A role is one of the four.
gates.createUser({ email: 'ada@example.com', name: 'Ada', role: 'ADMIN', client: 'GAIA' });
