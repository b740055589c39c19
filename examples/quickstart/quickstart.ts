import { Cognito, totpCode } from 'portcullis';
import { settings } from './settings.js';

const { where, pool, username, password, totpSecret, close } = await settings();
const cognito = new Cognito({ ...pool, username });
console.log(`pool       ${where}`);

// SRP proves the password without sending it; the handler answers if the pool asks for a TOTP code.
await cognito.authenticate(password, { onSoftwareTokenMfa: () => totpCode(totpSecret) });
console.log(`signed in  ${cognito.username}, over SRP, with a TOTP code where the pool asked for one`);

// Signature, issuer, app client, use and expiry, against the pool's published keys.
const { id } = await cognito.verifyTokens();
console.log(`verified   access and id token, issued by ${id.claims.iss}`);

const tokens = await cognito.renewAccessToken();
console.log(`renewed    the session now ends at ${tokens.expiresAt.toISOString()}`);
console.log(`who        ${id.username}, in the groups [${id.groups.join(', ')}]`);

await cognito.logout();
console.log(`signed out ${cognito.username}`);

// The refresh token is revoked now.
const signedOut = new Cognito({ ...pool, ...tokens.data });
const refusal = await signedOut.renewAccessToken().catch((error: Error) => error);
if (!(refusal instanceof Error)) throw new Error('the refresh token still works after the sign-out');
console.log(`refused    ${refusal.message}`);

await close();
