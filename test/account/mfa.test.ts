import { type MfaPreference, qrCode, totpCode } from 'portcullis';
import {
  EnableSoftwareTokenMfaError,
  InvalidOptionError,
  InvalidParameterError,
  MfaMethodNotFoundError,
  SoftwareTokenMfaRequiredError,
} from 'portcullis/errors';
import type { Seed } from 'portcullis/local';
import {
  ada,
  adaWithTotp,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';

closeAfterEach();

const NOON = Date.UTC(2026, 5, 1, 12);
const clock = () => NOON;

const signedIn = async (seed: Seed = {}) => {
  const pool = await poolWith({ MfaConfiguration: 'OPTIONAL', users: [ada], ...seed }, { clock });
  const cognito = clientOf(pool, { clock });
  await cognito.authenticate(PASSWORD);
  return { pool, cognito };
};

test('an authenticator is associated, verified, preferred and asked for', async () => {
  const { pool, cognito } = await signedIn();
  const { secretCode, uri } = await cognito.associateSoftwareToken({ issuer: 'Shop' });
  expect(uri).toContain(`otpauth://totp/Shop:ada?issuer=Shop&secret=${secretCode}`);
  const code = await totpCode(secretCode, NOON);
  await cognito.verifySoftwareToken(code, { deviceName: 'phone' });
  await cognito.setUserMfaPreference({ softwareToken: true, preferred: 'SOFTWARE_TOKEN_MFA' });
  expect(await cognito.getUser()).toMatchObject({
    mfa: ['SOFTWARE_TOKEN_MFA'],
    preferredMfa: 'SOFTWARE_TOKEN_MFA',
  });
  const next = clientOf(pool, { clock });
  await expect(next.authenticate(PASSWORD)).rejects.toThrow(SoftwareTokenMfaRequiredError);
  expect(await errorOf(next.respondToSoftwareTokenMfa(code))).toMatchObject({ code: 'TOTP_ALREADY_USED' });
  await next.respondToSoftwareTokenMfa(await totpCode(secretCode, NOON + 30_000));
});

test('the authenticator’s secret is shown as a QR code in a terminal, as SVG, or for an image', async () => {
  const { cognito } = await signedIn();
  const { uri } = await cognito.associateSoftwareToken();
  expect(await qrCode(uri, 'terminal')).toMatch(/^[ ▀▄█\n]+$/);
  const svg = await qrCode(uri, 'svg');
  expect(svg).toMatch(/^<svg .*<\/svg>$/s);
  const dataUrl = await qrCode(uri, 'dataUrl');
  expect(Buffer.from(dataUrl.replace('data:image/svg+xml;base64,', ''), 'base64').toString()).toBe(svg);
});

test('around a QR code four modules are light on each side, as scanners need', async () => {
  const svg = await qrCode('otpauth://totp/ada', 'svg');
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const dark = [...svg.matchAll(/M(\d+),(\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const module = 10;
  const margin = (ends: number[], size: number) => [Math.min(...ends), size - Math.max(...ends) - module];
  expect(
    margin(
      dark.map(([x]) => x),
      Number(width),
    ),
  ).toEqual([4 * module, 4 * module]);
  expect(
    margin(
      dark.map(([, y]) => y),
      Number(height),
    ),
  ).toEqual([4 * module, 4 * module]);
  const lines = (await qrCode('otpauth://totp/ada', 'terminal')).split('\n');
  // A line of a terminal has two rows of modules, and their number is odd. Light ones are drawn.
  expect([...lines.slice(0, 2), ...lines.slice(-2)].join('\n')).toMatch(/^█+\n█+\n█+\n▀+$/);
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^████.*████$/);
});

test('a wrong code does not enrol an authenticator, and the secret stays good', async () => {
  const { cognito } = await signedIn();
  const { secretCode } = await cognito.associateSoftwareToken();
  const right = await totpCode(secretCode, NOON);
  const error = await errorOf(cognito.verifySoftwareToken(right === '000000' ? '111111' : '000000'));
  expect(error).toBeInstanceOf(EnableSoftwareTokenMfaError);
  expect(error).toMatchObject({ code: 'TOTP_CODE_MISMATCH', awsMessage: 'Code mismatch' });
  await cognito.verifySoftwareToken(right);
});

test.each(['12345', '1234567', 'abcdef'])('%s is no authenticator code at all', async code => {
  const { cognito } = await signedIn();
  await cognito.associateSoftwareToken();
  await expect(cognito.verifySoftwareToken(code)).rejects.toThrow(InvalidParameterError);
});

test('a pool without authenticators says so', async () => {
  const { cognito } = await signedIn({ MfaConfiguration: 'OFF' });
  const error = await errorOf(cognito.associateSoftwareToken());
  expect(error).toBeInstanceOf(MfaMethodNotFoundError);
  expect(error).toMatchObject({
    code: 'TOTP_NOT_ENABLED',
    awsMessage: 'Software Token MFA has not been enabled by the userPool',
  });
});

test('a program signs in with nobody present', async () => {
  const pool = await poolWith({ users: [adaWithTotp] });
  const cognito = clientOf(pool);
  await cognito.authenticate(PASSWORD, { onSoftwareTokenMfa: () => totpCode(TOTP_SECRET) });
  expect(cognito.tokens?.username).toBe('ada');
});

test.each<[string, MfaPreference, string[], string | undefined]>([
  ['SMS', { sms: true, preferred: 'SMS_MFA' }, ['SMS_MFA'], 'SMS_MFA'],
  ['e-mail', { email: true, preferred: 'EMAIL_OTP' }, ['EMAIL_OTP'], 'EMAIL_OTP'],
  ['both', { sms: true, email: true, preferred: 'EMAIL_OTP' }, ['SMS_MFA', 'EMAIL_OTP'], 'EMAIL_OTP'],
  ['SMS without preference', { sms: true }, ['SMS_MFA'], undefined],
  ['nothing', { sms: false }, [], undefined],
])('codes by %s can be the second factor', async (_, preference, mfa, preferredMfa) => {
  const bob = { username: 'bob', attributes: { email: 'bob@example.com' }, mfa: ['EMAIL_OTP' as const] };
  const { cognito } = await signedIn({ users: [ada, bob] });
  await cognito.setUserMfaPreference(preference);
  expect(await cognito.getUserAuthFactors()).toMatchObject({ mfa, preferredMfa });
});

test('an SMS brings the code that was asked for', async () => {
  const { pool, cognito } = await signedIn();
  await cognito.setUserMfaPreference({ sms: true, preferred: 'SMS_MFA' });
  const next = clientOf(pool, { clock });
  const onSmsMfa = async () => (await pool.messages.next({ to: '+441234569934' })).code;
  await next.authenticate(PASSWORD, { onSmsMfa });
});

test('a factor is switched off again, and the others stay', async () => {
  const { cognito } = await signedIn();
  await cognito.setUserMfaPreference({ sms: true, email: true, preferred: 'SMS_MFA' });
  await cognito.setUserMfaPreference({ sms: false });
  const profile = await cognito.getUser();
  expect(profile.mfa).toEqual(['EMAIL_OTP']);
  expect(profile).not.toHaveProperty('preferredMfa');
});

test.each<[string, object, RegExp]>([
  [
    'an unknown factor',
    { preferred: 'FAX' },
    /preferred must be one of SMS_MFA, SOFTWARE_TOKEN_MFA, EMAIL_OTP/,
  ],
  ['a preference that is not turned on', { sms: true, preferred: 'EMAIL_OTP' }, /does not turn on/],
  ['an unknown key', { totp: true }, /totp is not a known key; allowed: sms, softwareToken, email/],
  ['text for a flag', { sms: 'yes' }, /sms must be true or false/],
])('%s is refused before anything is sent', async (_, preference, message) => {
  const { cognito } = await signedIn();
  const error = await errorOf(cognito.setUserMfaPreference(preference));
  expect(error).toBeInstanceOf(InvalidOptionError);
  expect(error.message).toMatch(message);
});

test('a factor that is not set up is refused', async () => {
  const { cognito } = await signedIn({ users: [{ username: 'ada', password: PASSWORD }] });
  expect(await errorOf(cognito.setUserMfaPreference({ softwareToken: true }))).toMatchObject({
    code: 'TOTP_NOT_VERIFIED',
    awsMessage: 'User has not verified software token mfa',
  });
  expect(await errorOf(cognito.setUserMfaPreference({ sms: false }))).toMatchObject({
    code: 'NO_PHONE_NUMBER',
    awsMessage: 'User does not have a phone_number set to turn on SMS MFA',
  });
  expect(await errorOf(cognito.setUserMfaPreference({ email: true }))).toMatchObject({
    code: 'INVALID_PARAMETER',
  });
});
