import { Cognito, totpCode } from 'portcullis';
import { settings } from './settings.js';

const { where, pool, username, password, totpSecret, close } = await settings();
const cognito = new Cognito({ ...pool, username });
console.log(`pool       ${where}`);

// SRP proves the password without sending it; the handler answers if the pool asks for a TOTP code.
await cognito.authenticate(password, { onSoftwareTokenMfa: () => totpCode(totpSecret) });
console.log(
  `signed in  ${cognito.username}, with a proof of the password and a TOTP code where one was asked`,
);

// Signature, issuer, app client, use and expiry, against the pool's published keys.
const { id } = await cognito.verifyTokens();
console.log(`verified   access and id token, issued by ${id.claims.iss}`);

const tokens = await cognito.renewAccessToken();
console.log(`renewed    the session now ends at ${tokens.expiresAt.toISOString()}`);
console.log(`who        ${id.username}, in the groups [${id.groups.join(', ')}]`);

await cognito.logout();
console.log(`signed out ${cognito.username}`);

// The refresh token that was good a moment ago is dead now.
const revenant = new Cognito({ ...pool, ...tokens.data });
const refusal = await revenant.renewAccessToken().catch((error: Error) => error);
console.log(
  `refused    ${refusal instanceof Error ? refusal.message : 'NOT refused: the refresh token still works!'}`,
);

await close();
