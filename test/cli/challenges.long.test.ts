import * as v from 'valibot';
import { personShapes } from '../../src/cli/shapes/person.js';
import { json, KEYS, run, Terminal, withCommand } from '../helpers/command.js';
import { ada, closeAfterAll, PASSWORD, poolWith } from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

withCommand();
closeAfterAll();

const ExplicitAuthFlows = ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH', 'ALLOW_USER_AUTH'];

const poolFor = (seed: object) =>
  poolWith({ clients: [{ clientId: 'app', ExplicitAuthFlows }], ...seed } as Parameters<typeof poolWith>[0]);

const confirmed = { password: PASSWORD, status: 'CONFIRMED' };

test("a pool's own questions are asked as it words them; a wrong answer ends the sign-in", async () => {
  const pool = await poolFor({
    customChallenges: [{ question: 'First pet?', answer: 'Rex' }],
    users: [{ username: 'cy', ...confirmed }],
  });
  const person = new Terminal(['login', 'cy', '--flow', 'custom'], { pool });
  await person.answers(/Password:/, PASSWORD);
  await person.sees(/First pet\?/);
  await person.answers(/Your answer:/, 'Rex');
  await person.sees(/signed in as cy/);
  const other = new Terminal(['login', 'cy', '--flow', 'custom'], { pool });
  await other.answers(/Password:/, PASSWORD);
  await other.answers(/Your answer:/, 'Tom');
  expect(await other.ended).toBe(1);
  const args = ['login', 'cy', '--flow', 'custom', '--password-stdin'];
  expect(await run(args, { pool, stdin: PASSWORD })).toMatchObject({ status: 4 });
});

test.each([
  ['SMS_OTP', { phone_number: '+441234569934', phone_number_verified: 'true' }, /by SMS:/],
  ['EMAIL_OTP', { email: 'cy@example.com', email_verified: 'true' }, /by e-mail:/],
])('%s as the first factor: a wrong code may be tried again', async (factor, attributes, question) => {
  const pool = await poolFor({
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', factor] } },
    users: [{ username: 'cy', ...confirmed, attributes }],
  });
  const person = new Terminal(['login', 'cy', '--flow', 'choice'], { pool });
  const words = factor === 'SMS_OTP' ? 'a code by SMS' : 'a code by e-mail';
  await person.sees(new RegExp(`Sign in with:[\\s\\S]*${words}`));
  // The list may begin with any factor. What is typed moves to the one that begins with it.
  person.type(words + KEYS.enter);
  await person.answers(question, '00000000');
  await person.sees(/That code was not right/);
  await person.sees(question);
  person.type((pool.messages.list().at(-1)?.code ?? '') + KEYS.enter);
  await person.sees(/signed in as cy/);
  expect(await person.ended).toBe(0);
});

describe('an authenticator', () => {
  const setUp = async (args: readonly string[], columns: number) => {
    const pool = await poolFor({ MfaConfiguration: 'OPTIONAL', users: [ada] });
    await run(['login', 'ada', '--password-stdin'], { pool, stdin: PASSWORD });
    const person = new Terminal(['mfa', 'setup', ...args], { pool, columns });
    const [secret = ''] = /[A-Z2-7]{16,}/.exec(await person.sees(/by hand:\s+[A-Z2-7\s]{32,}\n/)) ?? [];
    await person.answers(/The code that the app shows:/, totpCode(secret));
    await person.ended;
    return person;
  };

  test('is set up by the secret alone where the QR code does not fit', async () => {
    const person = await setUp([], 40);
    expect(person.screen).not.toMatch(/[█▀▄]/);
    expect(person.screen).toMatch(/is set up/);
  });

  test('is set up with --json: the person sees the QR code, and the program the documented shape', async () => {
    const { screen } = await setUp(['--json'], 100);
    expect(screen).toMatch(/[█▀▄]{10}/);
    const printed = JSON.parse(/^\{[\s\S]*^\}/m.exec(screen)?.[0] ?? '');
    expect(v.parse(personShapes['mfa setup'], printed)).toMatchObject({ mfa: ['SOFTWARE_TOKEN_MFA'] });
  });
});

test('sessions are listed and ended', async () => {
  const pool = await poolFor({ UserSessionTracking: 'ENABLED', users: [ada] });
  await run(['login', 'ada', '--password-stdin'], { pool, stdin: PASSWORD });
  const [before] = await json('sessions list', [], { pool });
  await run(['login', 'ada', '--password-stdin'], { pool, stdin: PASSWORD });
  const sessionId = before?.sessionId ?? '';
  expect(await run(['sessions', 'revoke', sessionId], { pool })).toMatchObject({ status: 2 });
  expect(await json('sessions revoke', [sessionId, '--yes'], { pool })).toEqual({ sessionId, revoked: true });
  expect(await json('sessions list', [], { pool })).toMatchObject([{ current: true }]);
});
