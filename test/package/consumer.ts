import { Cognito, FileStore, totpCode } from 'portcullis';
import { NotAuthorizedError, PortcullisError } from 'portcullis/errors';
import { GatesAdmin } from 'portcullis/gates';
import { authFetch, createGuard, permissions, type Requirement, requireGroups } from 'portcullis/http';
import { expressGuard } from 'portcullis/http/express';
import { fastifyGuard } from 'portcullis/http/fastify';
import { fetchGuard } from 'portcullis/http/fetch';
import { honoGuard } from 'portcullis/http/hono';
import { lambdaGuard } from 'portcullis/http/lambda';
import { startLocalPool } from 'portcullis/local';
import { createEphemeral } from 'portcullis/srp';
import { type Principal, type Revocation, revokedInPool, TokenVerifier } from 'portcullis/verify';

const options = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app', username: 'ada' };
const store = new FileStore({ directory: '.sessions' });

export const cognito = new Cognito({ ...options, store, devices: { store: store.devices } });
const { userPoolId } = options;
const verifier = new TokenVerifier({ userPoolId, clientId: null, tokenUse: 'access' });
export const principal: Promise<Principal> = verifier.verify('');
export const parts = [totpCode, NotAuthorizedError, startLocalPool, createEphemeral];

export const gates = new GatesAdmin({ baseUrl: 'https://host/stage', token: async () => 'an id token' });

const guard = createGuard({ verifier, realm: 'invoices' });
const requirePermission = permissions({ clerks: ['invoices:read'], admins: ['invoices:write'] });
const signedIn: Requirement<Principal<'access'>> = ({ claims: { client_id } }) => void client_id.length;
export const whoCalls = (headers: Headers): Promise<Principal<'access'>> =>
  guard({ headers }, requireGroups('admins'), requirePermission('invoices:write'), signedIn);
export const guards = [expressGuard, fastifyGuard, honoGuard, fetchGuard, lambdaGuard];
export const api: typeof fetch = authFetch(cognito, { origins: 'https://api.example.com' });
export const asked: Revocation = revokedInPool({ cacheSeconds: 60 });

export const isWrongPassword = (error: unknown): boolean =>
  error instanceof PortcullisError && error.code === 'BAD_CREDENTIALS';

// What must not compile.

export function switched(error: unknown): void {
  if (!(error instanceof PortcullisError)) return;
  switch (error.code) {
    // @ts-expect-error A code that no error has.
    case 'BAD_CREDENTAILS':
  }
}

// @ts-expect-error A client needs a pool and an app client.
new Cognito({ username: 'ada' });

// @ts-expect-error Unknown options are mistakes.
new Cognito({ ...options, clientSecrt: 'x' });

// @ts-expect-error Leaving the app client out of a verifier has to be said with null.
new TokenVerifier({ userPoolId, tokenUse: 'access' });

// @ts-expect-error The same of the kind of token.
new TokenVerifier({ userPoolId, clientId: 'app' });

// @ts-expect-error And of each of several pools.
new TokenVerifier({ pools: [{ userPoolId, tokenUse: 'access' }] });

// @ts-expect-error Not undefined either: whoever reads it from the environment has to look first.
new TokenVerifier({ userPoolId, clientId: process.env.CLIENT_ID, tokenUse: 'access' });

// @ts-expect-error A verifier of access tokens gives no roles.
verifier.verify('').then(({ claims }) => claims['cognito:roles']);

// @ts-expect-error A guard needs a verifier.
createGuard({ realm: 'invoices' });

// @ts-expect-error Unknown options are mistakes.
createGuard({ verifier, relm: 'invoices' });

// @ts-expect-error An action that nobody may do is a typing error.
requirePermission('invoices:wirte');

// @ts-expect-error Requirements are made before a request comes, not by it.
guard({ headers: {} }, requireGroups);

// @ts-expect-error A requirement on the claims of id tokens does not fit a guard of access tokens.
guard({ headers: {} }, ({ claims }: Principal<'id'>) => void claims.aud);

// @ts-expect-error Where the token may go has to be said.
authFetch(cognito, {});

// @ts-expect-error A refresh token goes to nobody.
authFetch(cognito, { origins: 'https://api.example.com', tokenUse: 'refresh' });

// @ts-expect-error A token is a promise of one, which a string is not.
authFetch({ getAccessToken: 'token' }, { origins: 'https://api.example.com' });

// @ts-expect-error A handler returns the code.
cognito.authenticate('password', { onSoftwareTokenMfa: () => 5 });

// @ts-expect-error A factor is named as Cognito names it.
cognito.setUserMfaPreference({ preferred: 'TOTP' });

// @ts-expect-error A role is one of the four.
gates.createUser({ email: 'ada@example.com', name: 'Ada', role: 'ADMIN', client: 'GAIA' });
