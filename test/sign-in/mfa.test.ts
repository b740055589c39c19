import { totpCode } from 'portcullis';
import {
  type Challenge,
  type ChallengeRequiredError,
  EmailOtpRequiredError,
  EnableSoftwareTokenMfaError,
  InvalidParameterError,
  MfaMethodNotFoundError,
  MfaSetupRequiredError,
  SelectMfaTypeRequiredError,
  SmsMfaRequiredError,
  SoftwareTokenMfaRequiredError,
} from 'portcullis/errors';
import type { Seed } from 'portcullis/local';
import {
  ada,
  adaWithTotp,
  CLIENT_SECRET,
  clientOf,
  closeAfterEach,
  errorOf,
  PASSWORD,
  poolWith,
  TOTP_SECRET,
} from '../helpers/pool.js';

closeAfterEach();

const clients = [{ clientId: 'app', clientSecret: CLIENT_SECRET }];
const required = { clients, MfaConfiguration: 'ON', users: [ada] } satisfies Seed;
const adaWithAll = {
  ...adaWithTotp,
  mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
} satisfies NonNullable<Seed['users']>[number];
const { preferredMfa: _, ...undecided } = adaWithAll;
const throughJson = (challenge: Challenge): Challenge => JSON.parse(JSON.stringify(challenge));
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

describe('an e-mail code', () => {
  const withEmail = {
    clients,
    users: [{ ...ada, mfa: ['EMAIL_OTP'], preferredMfa: 'EMAIL_OTP' }],
  } satisfies Seed;

  test('is the second factor, by handler', async () => {
    const pool = await poolWith(withEmail);
    await clientOf(pool).authenticate(PASSWORD, {
      onEmailOtp: async ({ destination, medium, attempt }) => {
        expect([destination, medium]).toEqual(['a***@e***', 'EMAIL']);
        if (attempt === 2) return (await pool.messages.next()).code;
        return wrong(pool.messages.list()[0]?.code ?? '');
      },
    });
    expect(pool.messages.list()[0]?.code).toMatch(/^\d{6}$/);
  });

  test('is the second factor, by hand', async () => {
    const pool = await poolWith(withEmail);
    const error = await errorOf<EmailOtpRequiredError>(clientOf(pool).authenticate(PASSWORD));
    expect(error).toBeInstanceOf(EmailOtpRequiredError);
    const { code } = await pool.messages.next();
    await clientOf(pool).respondToEmailOtp(code, { challenge: throughJson(error.challenge) });
  });
});

describe('several second factors without a preference', () => {
  test.each([
    ['SMS_MFA', 'onSmsMfa'],
    ['EMAIL_OTP', 'onEmailOtp'],
    ['SOFTWARE_TOKEN_MFA', 'onSoftwareTokenMfa'],
  ] as const)('let the handler choose %s', async (choice, handler) => {
    const pool = await poolWith({ clients, users: [undecided] });
    const tokens = await clientOf(pool).authenticate(PASSWORD, {
      onSelectMfaType: ({ choices }) => {
        expect(choices).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA', 'EMAIL_OTP']);
        return choice;
      },
      [handler]: async () =>
        choice === 'SOFTWARE_TOKEN_MFA' ? await totpCode(TOTP_SECRET) : (await pool.messages.next()).code,
    });
    expect(tokens.username).toBe('ada');
  });

  test('are chosen from by hand, and answered in a third instance', async () => {
    const pool = await poolWith({ clients, users: [undecided] });
    const select = await errorOf<SelectMfaTypeRequiredError>(clientOf(pool).authenticate(PASSWORD));
    expect(select).toBeInstanceOf(SelectMfaTypeRequiredError);
    const sms = await errorOf<SmsMfaRequiredError>(
      clientOf(pool).respondToSelectMfaType('SMS_MFA', { challenge: throughJson(select.challenge) }),
    );
    expect(sms).toBeInstanceOf(SmsMfaRequiredError);
    const { code } = await pool.messages.next();
    await clientOf(pool).respondToSmsMfa(code, { challenge: throughJson(sms.challenge) });
  });

  test('refuse one that the user does not have, and stay open', async () => {
    const pool = await poolWith({
      clients,
      users: [{ ...undecided, mfa: ['SMS_MFA', 'SOFTWARE_TOKEN_MFA'] }],
    });
    const cognito = clientOf(pool);
    await errorOf(cognito.authenticate(PASSWORD));
    await expect(cognito.respondToSelectMfaType('EMAIL_OTP')).rejects.toBeInstanceOf(InvalidParameterError);
    await errorOf(cognito.respondToSelectMfaType('SOFTWARE_TOKEN_MFA'));
    await cognito.respondToSoftwareTokenMfa(await totpCode(TOTP_SECRET));
  });
});

describe('a pool that requires a second factor', () => {
  test('has an authenticator set up by the handler, which is asked at the next sign-in', async () => {
    const pool = await poolWith(required);
    const cognito = clientOf(pool);
    let secret = '';
    await cognito.authenticate(PASSWORD, {
      onMfaSetup: async ({ choices, associate, attempt }) => {
        expect(choices).toContain('SOFTWARE_TOKEN_MFA');
        const { secretCode, uri } = await associate({ issuer: 'Gatehouse' });
        expect(uri).toMatch(/^otpauth:\/\/totp\/.*ada.*issuer=Gatehouse/);
        if (attempt > 1) expect(secretCode).toBe(secret);
        secret = secretCode;
        const code = await totpCode(secretCode);
        return { code: attempt === 1 ? wrong(code) : code, deviceName: 'phone' };
      },
    });
    pool.clock.advance(60);
    const error = await errorOf<ChallengeRequiredError>(cognito.authenticate(PASSWORD));
    expect(error).toBeInstanceOf(SoftwareTokenMfaRequiredError);
    expect(error.challenge.parameters.FRIENDLY_DEVICE_NAME).toBe('phone');
    await cognito.respondToSoftwareTokenMfa(await totpCode(secret, Date.now() + 60_000));
  });

  test('has an authenticator set up by hand, each half in another instance', async () => {
    const pool = await poolWith(required);
    const error = await errorOf<MfaSetupRequiredError>(clientOf(pool).authenticate(PASSWORD));
    expect(error).toBeInstanceOf(MfaSetupRequiredError);
    const begun = await clientOf(pool).beginMfaSetup({
      challenge: throughJson(error.challenge),
      issuer: 'Gatehouse',
    });
    expect(begun.uri).toContain('issuer=Gatehouse');
    const last = clientOf(pool);
    const challenge = throughJson(begun.challenge);
    const code = await totpCode(begun.secretCode);
    await expect(last.respondToMfaSetup({ code: wrong(code) }, { challenge })).rejects.toBeInstanceOf(
      EnableSoftwareTokenMfaError,
    );
    await last.respondToMfaSetup({ code }, { challenge });
    expect(last.tokens?.username).toBe('ada');
  });

  const offeringBoth: Seed = { ...required, EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'] };

  test.each([false, true])(
    'has an e-mail address set up by the handler, which looked at a secret before: %s',
    async looks => {
      const pool = await poolWith(offeringBoth);
      const tokens = await clientOf(pool).authenticate(PASSWORD, {
        onMfaSetup: async ({ associate }) => {
          if (looks) await associate();
          return { email: 'ada@lovelace.example' };
        },
        onEmailOtp: async () => (await pool.messages.next({ to: 'ada@lovelace.example' })).code,
      });
      expect(tokens.username).toBe('ada');
    },
  );

  test('has an authenticator set up where the challenge does not say what can be', async () => {
    const pool = await poolWith(required);
    const cognito = clientOf(pool, {
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        const text = (await answer.text()).replace(/"MFAS_CAN_SETUP":"(\\.|[^"])*",?/, '');
        return new Response(text, { status: answer.status, headers: answer.headers });
      },
    });
    await cognito.authenticate(PASSWORD, {
      onMfaSetup: async ({ choices, associate }) => {
        expect(choices).toEqual([]);
        return { code: await totpCode((await associate()).secretCode) };
      },
    });
    expect(cognito.tokens?.username).toBe('ada');
  });

  test('wants a secret asked for before its code', async () => {
    const pool = await poolWith(required);
    const signingIn = clientOf(pool).authenticate(PASSWORD, { onMfaSetup: () => ({ code: '123456' }) });
    await expect(signingIn).rejects.toMatchObject({ code: 'INVALID_OPTION', field: 'reply.code' });
  });

  test('has an e-mail address set up, which counts once its code came back', async () => {
    const pool = await poolWith(offeringBoth);
    const cognito = clientOf(pool);
    const error = await errorOf<MfaSetupRequiredError>(cognito.authenticate(PASSWORD));
    expect(error.challenge.parameters.MFAS_CAN_SETUP).toBe('["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]');
    const asked = await errorOf(cognito.respondToMfaSetup({ email: 'ada@lovelace.example' }));
    expect(asked).toBeInstanceOf(EmailOtpRequiredError);
    const { code } = await pool.messages.next({ to: 'ada@lovelace.example' });
    await cognito.respondToEmailOtp(code);
    const { id } = await cognito.verifyTokens();
    expect(id).toMatchObject({ email: 'ada@lovelace.example' });
    await expect(cognito.authenticate(PASSWORD)).rejects.toBeInstanceOf(EmailOtpRequiredError);
  });

  test('and offers SMS only sends a code to a phone number that nobody verified', async () => {
    const pool = await poolWith({ ...required, EnabledMfas: ['SMS_MFA'] });
    const cognito = clientOf(pool);
    await expect(cognito.authenticate(PASSWORD)).rejects.toBeInstanceOf(SmsMfaRequiredError);
    await cognito.respondToSmsMfa((await pool.messages.next()).code);
    const { id } = await cognito.verifyTokens();
    expect(id.claims).toMatchObject({ phone_number_verified: true });
  });

  test('and offers SMS only refuses a user without a phone', async () => {
    const { phone_number: _phone, ...attributes } = ada.attributes ?? {};
    const pool = await poolWith({ ...required, EnabledMfas: ['SMS_MFA'], users: [{ ...ada, attributes }] });
    await expect(clientOf(pool).authenticate(PASSWORD)).rejects.toBeInstanceOf(MfaMethodNotFoundError);
  });

  test('asks for it after a new password', async () => {
    const pool = await poolWith({
      ...required,
      users: [{ ...adaWithTotp, status: 'FORCE_CHANGE_PASSWORD' }],
    });
    const tokens = await clientOf(pool).authenticate(PASSWORD, {
      onNewPasswordRequired: () => 'Better-Horse-10',
      onSoftwareTokenMfa: () => totpCode(TOTP_SECRET),
    });
    expect(tokens.username).toBe('ada');
  });
});
