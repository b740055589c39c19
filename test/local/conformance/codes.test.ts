import { bench } from '../../helpers/conformance.js';
import { ada, closeAfterEach } from '../../helpers/pool.js';
import { refusalOf } from '../../helpers/sdk.js';
import { deadCode, wrongCode } from './table/row.js';
import { ClientId, NEXT_PASSWORD, otherThan } from './table/world.js';

closeAfterEach();

const HOUR = 3600;
type Bench = Awaited<ReturnType<typeof bench>>;

interface CodeRow {
  readonly confirmed: boolean;
  readonly hours: number;
  readonly ask: (bench: Bench, AccessToken: string) => Promise<unknown>;
  readonly prove: (bench: Bench, code: string, AccessToken: string) => Promise<unknown>;
}

const who = { ClientId, Username: 'ada' };
const email = { AttributeName: 'email' };

const rows: Readonly<Record<string, CodeRow>> = {
  'a sign-up': {
    confirmed: false,
    hours: 24,
    ask: ({ sdk }) => sdk.resendConfirmationCode(who),
    prove: ({ sdk }, ConfirmationCode) => sdk.confirmSignUp({ ...who, ConfirmationCode }),
  },
  'a new password': {
    confirmed: true,
    hours: 1,
    ask: ({ sdk }) => sdk.forgotPassword(who),
    prove: ({ sdk }, ConfirmationCode) =>
      sdk.confirmForgotPassword({ ...who, ConfirmationCode, Password: NEXT_PASSWORD }),
  },
  'an attribute': {
    confirmed: true,
    hours: 24,
    ask: ({ sdk }, AccessToken) => sdk.getUserAttributeVerificationCode({ AccessToken, ...email }),
    prove: ({ sdk }, Code, AccessToken) => sdk.verifyUserAttribute({ AccessToken, ...email, Code }),
  },
};

/** Somebody whose access token lives as long as the codes. */
async function asked({ confirmed, ask }: CodeRow) {
  const opened = await bench({
    clients: [{ clientId: ClientId, AccessTokenValiditySeconds: 48 * HOUR }],
    users: [{ ...ada, status: confirmed ? 'CONFIRMED' : 'UNCONFIRMED' }],
  });
  const AccessToken = (await opened.pool.tokensFor('ada')).accessToken;
  await ask(opened, AccessToken);
  const { code } = await opened.pool.messages.next();
  return { ...opened, AccessToken, code };
}

describe.each(Object.entries(rows))('the code of %s', (_, row) => {
  test('has six digits, lives its hours, and a wrong one does not end it', async () => {
    const opened = await asked(row);
    const { pool, code, AccessToken } = opened;
    expect(code).toMatch(/^\d{6}$/);
    pool.clock.advance(row.hours * HOUR - 1);
    expect(await refusalOf(row.prove(opened, otherThan(code), AccessToken))).toEqual(wrongCode);
    await row.prove(opened, code, AccessToken);
  });

  test('is dead after them', async () => {
    const opened = await asked(row);
    opened.pool.clock.advance(row.hours * HOUR);
    expect(await refusalOf(row.prove(opened, opened.code, opened.AccessToken))).toEqual(deadCode);
  });

  test('is ended by the next one', async () => {
    const opened = await asked(row);
    const { pool, code, AccessToken } = opened;
    await row.ask(opened, AccessToken);
    const { code: next } = await pool.messages.next();
    if (next !== code) expect(await refusalOf(row.prove(opened, code, AccessToken))).toEqual(wrongCode);
    await row.prove(opened, next, AccessToken);
  });
});
