import { secretHash, totpCode } from 'portcullis';
import { all } from '../../helpers/managers.js';
import { PASSWORD } from '../../helpers/pool.js';
import type { Outcomes } from '../scene.js';

const NEW_PASSWORD = 'Compiler-Moth-9';

/** A person's account and session, by each of our names. */
export const account: Outcomes = {
  'cognito.register': async ({ client }) => {
    const cognito = client();
    const attributes = { email: 'zoe@example.com', 'custom:state': 'Virginia' };
    await cognito.register({ username: 'zoe', password: PASSWORD, attributes });
    expect(await cognito.users.get('zoe')).toMatchObject({
      attributes: { email: 'zoe@example.com' },
      custom: { state: 'Virginia' },
    });
  },
  'cognito.confirmSignUp': async ({ pool, client }) => {
    const cognito = client({ username: 'zoe' });
    await cognito.register({ password: PASSWORD, attributes: { email: 'zoe@example.com' } });
    await cognito.confirmSignUp((await pool.messages.next()).code);
    expect(await cognito.authenticate(PASSWORD)).toMatchObject({ username: 'zoe' });
  },
  'cognito.resendConfirmationCode': async ({ pool, client }) => {
    const cognito = client({ username: 'bob' });
    expect(await cognito.resendConfirmationCode()).toMatchObject({ attribute: 'email' });
    await cognito.confirmSignUp((await pool.messages.next()).code);
  },
  'cognito.initiateForgotPassword': async ({ pool, client }) => {
    expect(await client().initiateForgotPassword()).toMatchObject({ medium: 'EMAIL' });
    expect(await pool.messages.next()).toMatchObject({ to: 'ada@example.com' });
  },
  'cognito.confirmForgotPassword': async ({ pool, client }) => {
    const cognito = client();
    await cognito.initiateForgotPassword();
    await cognito.confirmForgotPassword((await pool.messages.next()).code, NEW_PASSWORD);
    expect(await cognito.authenticate(NEW_PASSWORD)).toMatchObject({ username: 'ada' });
  },
  'cognito.changePassword': async ({ signedIn, client }) => {
    await (await signedIn()).changePassword(PASSWORD, NEW_PASSWORD);
    expect(await client().authenticate(NEW_PASSWORD)).toMatchObject({ username: 'ada' });
  },
  'cognito.getUser': async ({ signedIn }) => {
    const profile = await (await signedIn()).getUser({ attrMap: { email: 'mail' } });
    expect(profile).toMatchObject({ username: 'ada', attributes: { mail: 'ada@example.com' } });
  },
  'cognito.updateProfile': async ({ signedIn }) => {
    const cognito = await signedIn();
    await cognito.updateProfile({ given_name: 'Augusta' });
    expect((await cognito.getUser()).attributes.given_name).toBe('Augusta');
  },
  'profile.save': async ({ signedIn }) => {
    const cognito = await signedIn();
    const profile = await cognito.getUser();
    profile.attributes.given_name = 'Augusta';
    profile.attributes.name = undefined;
    await profile.save();
    expect((await cognito.getUser()).attributes).toMatchObject({ given_name: 'Augusta' });
    expect((await cognito.getUser()).attributes.name).toBeUndefined();
  },
  'profile.attributes': async ({ signedIn }) => {
    expect((await (await signedIn()).getUser()).attributes).toMatchObject({ email_verified: true });
  },
  'profile.mfa': async ({ client }) => {
    const cognito = client({ username: 'cho' });
    await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: () => totpCode(TOTP) });
    expect((await cognito.getUser()).mfa).toEqual(['SOFTWARE_TOKEN_MFA']);
  },
  'cognito.deleteUser': async ({ signedIn, client }) => {
    await (await signedIn()).deleteUser();
    await expect(client().users.get('ada')).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
  },
  'cognito.sendVerification': async ({ pool, signedIn }) => {
    const cognito = await signedIn();
    expect(await cognito.sendVerification('phone_number')).toMatchObject({ medium: 'SMS' });
    expect(pool.messages.list()).toHaveLength(1);
  },
  'cognito.validateVerification': async ({ pool, signedIn }) => {
    const cognito = await signedIn();
    await cognito.sendVerification('phone_number');
    await cognito.validateVerification((await pool.messages.next()).code, 'phone_number');
    expect((await cognito.getUser()).attributes.phone_number_verified).toBe(true);
  },
  'cognito.associateSoftwareToken': async ({ signedIn }) => {
    const { secretCode, uri } = await (await signedIn()).associateSoftwareToken({ issuer: 'Shop' });
    expect(uri).toContain(secretCode);
  },
  'cognito.verifySoftwareToken': async ({ signedIn }) => {
    const cognito = await signedIn();
    const { secretCode } = await cognito.associateSoftwareToken();
    await cognito.verifySoftwareToken(await totpCode(secretCode), { deviceName: 'my phone' });
    await cognito.setUserMfaPreference({ softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' });
    expect((await cognito.getUser()).mfa).toEqual(['SOFTWARE_TOKEN_MFA']);
  },
  'cognito.setUserMfaPreference': async ({ signedIn }) => {
    const cognito = await signedIn();
    await cognito.updateProfile({ phone_number: '+441234569934' });
    await cognito.setUserMfaPreference({ sms: true, preferred: 'SMS_MFA' });
    expect((await cognito.getUser()).mfa).toEqual(['SMS_MFA']);
  },
  'cognito.checkToken': async ({ signedIn }) => {
    expect(await (await signedIn()).checkToken()).toBe(false);
    expect(await (await signedIn()).checkToken({ renew: false })).toBe(false);
  },
  'cognito.getAccessToken': async ({ signedIn }) => {
    const cognito = await signedIn();
    expect(await cognito.getAccessToken()).toBe(cognito.tokens?.accessToken);
  },
  'cognito.getIdToken': async ({ signedIn }) => {
    const cognito = await signedIn();
    expect(await cognito.getIdToken()).toBe(cognito.tokens?.idToken);
  },
  'cognito.tokens': async ({ signedIn }) => {
    const { tokens } = await signedIn();
    expect(tokens?.data).toMatchObject({
      accessToken: tokens?.accessToken,
      refreshToken: tokens?.refreshToken,
    });
    expect(tokens?.expiresAt).toBeInstanceOf(Date);
  },
  'cognito.renewAccessToken': async ({ signedIn }) => {
    const cognito = await signedIn();
    const before = cognito.tokens?.accessToken;
    expect((await cognito.renewAccessToken()).accessToken).not.toBe(before);
  },
  'cognito.logout': async ({ signedIn }) => {
    const elsewhere = await signedIn();
    expect(await (await signedIn()).logout()).toMatchObject({ revoked: true });
    await expect(elsewhere.renewAccessToken()).rejects.toMatchObject({ name: 'NotAuthorizedError' });
  },
  'cognito.revoke': async ({ signedIn }) => {
    const elsewhere = await signedIn();
    expect(await (await signedIn()).revoke()).toMatchObject({ revoked: true });
    await elsewhere.renewAccessToken();
  },
  'cognito.verifyTokens': async ({ signedIn }) => {
    const { id } = await (await signedIn()).verifyTokens();
    expect(id.claims['cognito:username']).toBe('ada');
  },
  'cognito.verified': async ({ signedIn }) => {
    const { verified } = await signedIn();
    expect(verified).toMatchObject({
      id: { email: 'ada@example.com', claims: { 'cognito:groups': ['admins'] } },
      access: { claims: { username: 'ada' } },
    });
  },
  'cognito.listSessions': async ({ signedIn }) => {
    expect(await all((await signedIn()).listSessions())).toHaveLength(1);
  },
  'cognito.pool.userPoolId': ({ client, pool }) => {
    expect(client().pool.userPoolId).toBe(pool.userPoolId);
  },
  'cognito.pool.clientId': ({ client }) => {
    expect(client().pool.clientId).toBe('app');
  },
  secretHash: () => {
    // From Python's hmac: HMAC-SHA256 of the username and the client id.
    const hash = secretHash({ username: 'ada', clientId: 'app', clientSecret: 'secret' });
    expect(hash).toBe('7IFvjpcmnWhFAX3lc//5aoj2yxcuaOBRr4szPoIlSjc=');
  },
};

const TOTP = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
