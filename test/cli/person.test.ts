import { readdir, stat } from 'node:fs/promises';
import type { LocalPool } from 'portcullis/local';
import { inHome, json, KEYS, packagesFor, run, shell, Terminal, withCommand } from '../helpers/command.js';
import { poolOf } from '../helpers/managers.js';
import { ada, closeAfterAll, closing, PASSWORD, poolWith, TOTP_SECRET } from '../helpers/pool.js';
import { totpCode } from '../helpers/totp.js';

withCommand();
closeAfterAll();

const OTHER = 'Battery-Staple-7';
const ExplicitAuthFlows = [
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
] as const;
const confirmed = { password: PASSWORD, status: 'CONFIRMED' } as const;
const totp = { totpSecret: TOTP_SECRET, mfa: ['SOFTWARE_TOKEN_MFA'] };

let pool: LocalPool;
beforeAll(async () => {
  pool = await poolWith({
    MfaConfiguration: 'OPTIONAL',
    AutoVerifiedAttributes: ['email'],
    clients: [{ clientId: 'app', ExplicitAuthFlows: [...ExplicitAuthFlows] }],
    groups: [{ name: 'admins' }],
    Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } },
    users: [
      { ...ada, groups: ['admins'] },
      { ...ada, username: 'tom', attributes: {}, ...totp, preferredMfa: 'SOFTWARE_TOKEN_MFA' },
      {
        username: 'sue',
        ...confirmed,
        attributes: { phone_number: '+441234569934', phone_number_verified: 'true' },
        mfa: ['SMS_MFA'],
      },
      {
        username: 'eve',
        ...confirmed,
        attributes: { email: 'eve@example.com', email_verified: 'true' },
        mfa: ['EMAIL_OTP'],
      },
      {
        username: 'two',
        ...confirmed,
        attributes: { phone_number: '+441234569935', phone_number_verified: 'true' },
        totpSecret: TOTP_SECRET,
        mfa: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
      },
      { username: 'new', password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' },
    ],
  } as Parameters<typeof poolWith>[0]);
});

const terminal = (...args: string[]) => new Terminal(args, { pool });
const lastCode = () => pool.messages.list().at(-1)?.code ?? '';
const signedIn = (username = 'ada') =>
  run(['login', username, '--password-stdin'], { pool, stdin: PASSWORD });

describe('login at a terminal', () => {
  test('asks for the name and the password, which the screen does not show', async () => {
    const person = terminal('login');
    await person.answers(/Username:/, 'ada');
    await person.answers(/Password:/, PASSWORD);
    await person.sees(/You are signed in as ada\./);
    expect(await person.ended).toBe(0);
    expect(person.raw).not.toContain(PASSWORD);
    expect(person.screen).not.toContain('toggle');
    expect((await run(['whoami'], { pool })).stdout).toContain('groups\tadmins\n');
    const files = await readdir(inHome('data/portcullis/sessions'));
    for (const file of files)
      expect((await stat(inHome('data/portcullis/sessions', file))).mode & 0o777).toBe(0o600);
  });

  test('a wrong password says so in two lines', async () => {
    const person = terminal('login', 'ada');
    await person.answers(/Password:/, OTHER);
    await person.sees(/portcullis: .*\n {2}Check the username and the password/);
    expect(await person.ended).toBe(1);
  });

  test('a code of an authenticator: a wrong one may be tried again', async () => {
    const person = terminal('login', 'tom');
    await person.answers(/Password:/, PASSWORD);
    await person.answers(/The code of .*:/, '000000');
    await person.sees(/That code was not right\. Try again\./);
    await person.answers(/The code of .*:/, totpCode(TOTP_SECRET));
    await person.sees(/signed in as tom/);
    expect(await person.ended).toBe(0);
  });

  test.each([
    ['sue', /The code sent to \S+ by SMS:/],
    ['eve', /The code sent to \S+ by e-mail:/],
  ])('a code sent to %s', async (username, question) => {
    const person = terminal('login', username);
    await person.answers(/Password:/, PASSWORD);
    await person.sees(question);
    person.type(lastCode() + KEYS.enter);
    await person.sees(/signed in as/);
    expect(await person.ended).toBe(0);
  });

  test('a choice of second factors, in words', async () => {
    const person = terminal('login', 'two');
    await person.answers(/Password:/, PASSWORD);
    await person.sees(/Second factor:[\s\S]*a code by SMS/);
    const toSms = /❯ the code of an authenticator/.test(person.screen) ? KEYS.down : '';
    person.type(toSms + KEYS.enter);
    await person.sees(/The code sent to \S+ by SMS:/);
    person.type(lastCode() + KEYS.enter);
    await person.sees(/signed in as two/);
  });

  test('a choice of first factors', async () => {
    const person = terminal('login', 'ada', '--flow', 'choice');
    await person.sees(/Sign in with:[\s\S]*a code by e-mail/);
    for (
      let i = 0;
      i < 3 && !/❯ a code by e-mail/.test(person.screen.split('Sign in with:').at(-1) ?? '');
      i++
    ) {
      person.type(KEYS.down);
      await person.sees(/❯/);
    }
    person.type(KEYS.enter);
    await person.sees(/The code sent to \S+ by e-mail:/);
    person.type(lastCode() + KEYS.enter);
    await person.sees(/signed in as ada/);
  });

  test('a temporary password is replaced; two that differ are asked for again', async () => {
    const person = terminal('login', 'new');
    await person.answers(/Password:/, PASSWORD);
    await person.sees(/The password was temporary/);
    await person.answers(/New password:/, OTHER);
    await person.answers(/Once more:/, PASSWORD);
    await person.sees(/That is not the same/);
    person.type('\x15');
    await person.sees(/Once more:/);
    person.type(OTHER + KEYS.enter);
    await person.sees(/signed in as new/);
    expect(person.raw).not.toContain(OTHER);
  });

  test('Ctrl-C at a question leaves the terminal as it was, and nothing behind', async () => {
    const person = terminal('login', 'ada');
    await person.sees(/Password:/);
    person.type(KEYS.ctrlC);
    expect(await person.ended).toBe(130);
    const [before, after] = await person.terminalStates();
    expect(after).toBe(before);
    expect(before).toBeDefined();
    expect(await readdir(inHome('data/portcullis')).catch(() => [])).toEqual([]);
    expect(person.screen).toMatch(/portcullis: stopped/);
  });
});

describe('login without a terminal', () => {
  test('a password comes from stdin or the environment, and the session from a file', async () => {
    expect(await signedIn()).toMatchObject({ status: 0, stderr: 'You are signed in as ada.\n' });
    const environment = { PORTCULLIS_PASSWORD: PASSWORD };
    expect(await json('login', ['ada'], { pool, environment })).toMatchObject({
      username: 'ada',
      deviceKey: null,
    });
  });

  test('a challenge ends it with 4, and a missing password with 2', async () => {
    expect(await signedIn('tom')).toMatchObject({
      status: 4,
      stdout: '',
      stderr: expect.stringContaining('there is no terminal to ask on'),
    });
    expect(await run(['login', 'ada'], { pool })).toMatchObject({ status: 2 });
  });

  test('a session that cannot be kept is said to be', async () => {
    const environment = { XDG_DATA_HOME: '/dev/full/x' };
    const { status, stderr } = await run(['login', 'ada', '--password-stdin'], {
      pool,
      stdin: PASSWORD,
      environment,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/ENOTDIR/);
  });
});

describe('a session', () => {
  test('gives tokens that verify, and says who it is, until it is ended', async () => {
    await signedIn();
    expect(await json('whoami', [], { pool })).toMatchObject({
      username: 'ada',
      email: 'ada@example.com',
      groups: ['admins'],
    });
    expect(await json('token', ['--id'], { pool })).toMatchObject({ use: 'id' });
    const { stdout } = await run(['token'], { pool });
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await json('verify', [stdout.trim()], { pool })).toMatchObject({
      use: 'access',
      claims: { username: 'ada' },
    });
    expect(await json('logout', [], { pool })).toEqual({ revoked: true, everywhere: false, error: null });
    for (const command of [['token'], ['whoami'], ['mfa', 'status']])
      expect(await run(command, { pool })).toEqual({
        status: 3,
        stdout: '',
        stderr: 'portcullis: no user is signed in here\n  Sign in: portcullis login\n',
      });
  });

  test('gives its token without loading what signs in, and help without the rest of the library', async () => {
    await signedIn();
    expect(await packagesFor(['token'], { pool })).toEqual(['env-paths', 'is-safe-filename', 'valibot']);
    expect(await packagesFor(['--help'])).toEqual(['commander', 'env-paths', 'is-safe-filename']);
    const [plain, other] = await Promise.all(
      [
        ['token', '--id'],
        ['token', '--id', '--json'],
      ].map(args => run(args, { pool })),
    );
    expect(JSON.parse(other?.stdout ?? '').token).toBe(plain?.stdout.trim());
  });

  test('renews a token that is about to expire before it gives it', async () => {
    const behind = closing(await poolWith({ users: [ada] }));
    // Its tokens of an hour end in ten seconds here.
    behind.clock.advance(10 - 3600);
    await run(['login', 'ada', '--password-stdin'], { pool: behind, stdin: PASSWORD });
    const [first, second] = [await run(['token'], { pool: behind }), await run(['token'], { pool: behind })];
    expect([first.status, second.status]).toEqual([0, 0]);
    expect(second.stdout).not.toBe(first.stdout);
  });

  test('that the pool has ended ends with 3', async () => {
    await signedIn();
    await poolOf(pool).users.globalSignOut('ada');
    expect(await run(['mfa', 'status'], { pool })).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('portcullis login'),
    });
  });

  test('changes the password', async () => {
    await poolOf(pool).users.create({ username: 'max', password: PASSWORD });
    await signedIn('max');
    const stdin = `${PASSWORD}\n${OTHER}\n`;
    expect(await json('password change', ['--password-stdin'], { pool, stdin })).toEqual({
      username: 'max',
      changed: true,
    });
    expect(await run(['login', 'max', '--password-stdin'], { pool, stdin: OTHER })).toMatchObject({
      status: 0,
    });
  });

  test('sets an authenticator up by its QR code, prefers and removes it', async () => {
    await poolOf(pool).users.create({ username: 'kim', password: PASSWORD });
    await signedIn('kim');
    expect(await json('mfa status', [], { pool })).toMatchObject({
      username: 'kim',
      mfa: [],
      preferredMfa: null,
    });
    expect(await run(['mfa', 'setup'], { pool })).toMatchObject({ status: 2 });
    const person = terminal('mfa', 'setup', '--name', 'phone');
    await person.sees(/[█▀▄]{10}/);
    const [, secret = ''] = /by hand: ([A-Z2-7]+)/.exec(await person.sees(/by hand: [A-Z2-7]+\n/)) ?? [];
    await person.answers(/The code that the app shows:/, '000000');
    await person.sees(/not right/);
    await person.answers(/The code that the app shows:/, totpCode(secret));
    await person.sees(/is set up/);
    expect(await person.ended).toBe(0);
    const on = { mfa: ['SOFTWARE_TOKEN_MFA'], preferredMfa: 'SOFTWARE_TOKEN_MFA' };
    expect(await json('mfa prefer', ['totp'], { pool })).toMatchObject(on);
    expect(await run(['mfa', 'remove', 'totp'], { pool })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--yes'),
    });
    expect(await json('mfa remove', ['totp', '--yes'], { pool })).toMatchObject({ mfa: [] });
  });
});

test('a sign-up is confirmed with the code at the terminal, or in two steps without one', async () => {
  const person = terminal('signup', 'una', '--attribute', 'email=una@example.com');
  await person.answers(/Password:/, PASSWORD);
  await person.answers(/Once more:/, PASSWORD);
  await person.sees(/A code was sent to \S+ by e-mail/);
  await person.sees(/The code:/);
  person.type(lastCode() + KEYS.enter);
  await person.sees(/una is registered/);
  expect(await person.ended).toBe(0);

  const given = ['ben', '--attribute', 'email=ben@example.com', '--password-stdin'];
  expect(await json('signup', given, { pool, stdin: PASSWORD })).toMatchObject({
    confirmed: false,
    delivery: { medium: 'EMAIL' },
  });
  expect(await json('signup', ['ben', '--resend'], { pool })).toMatchObject({ confirmed: false });
  expect(await json('signup', ['ben', '--confirm', lastCode()], { pool })).toMatchObject({ confirmed: true });
  expect(await signedIn('ben')).toMatchObject({ status: 0 });
});

test('a forgotten password is replaced with the code', async () => {
  expect(await json('password forgot', ['eve'], { pool })).toMatchObject({
    changed: false,
    delivery: { medium: 'EMAIL' },
  });
  const args = ['eve', '--code', lastCode(), '--password-stdin'];
  expect(await json('password forgot', args, { pool, stdin: OTHER })).toMatchObject({ changed: true });
});

describe('decode and verify', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const old = `${part({ alg: 'RS256', kid: 'x' })}.${part({ sub: 'ada', exp: 1_700_000_000, token_use: 'access' })}.AAAA`;

  test('decode says what a token says, times in words, from an argument or stdin', async () => {
    const { status, stdout } = await run(['decode'], { stdin: `Authorization: Bearer ${old}\n` });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^sub\tada\nexp\t\d+ years ago \(2023-11-14 22:13Z\)\n/);
    expect(await json('decode', [old])).toMatchObject({ claims: { sub: 'ada' }, expired: true });
  });

  test.each([
    [['decode', 'nonsense'], /not three base64url segments/, 1],
    [['decode'], /there is no token/, 2],
    [['verify', old], /the token does not count/, 1],
  ])('%j says why not', async (args, problem, status) => {
    expect(await run(args, { pool })).toEqual({ status, stdout: '', stderr: expect.stringMatching(problem) });
  });

  test("another app client's token names the claim", async () => {
    await signedIn();
    const line = 'portcullis token | PORTCULLIS_CLIENT_ID=other portcullis verify';
    expect(await shell(line, { pool })).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/client_id is "app"; expected: \["?other/),
    });
  });
});

test('devices are listed, remembered where the person agrees, and forgotten', async () => {
  const tracking = closing(
    await poolWith({
      MfaConfiguration: 'OPTIONAL',
      DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      users: [{ username: 'tom', ...confirmed, ...totp, preferredMfa: 'SOFTWARE_TOKEN_MFA' }],
    } as Parameters<typeof poolWith>[0]),
  );
  const first = new Terminal(['login', 'tom'], { pool: tracking });
  await first.answers(/Password:/, PASSWORD);
  await first.answers(/The code of .*:/, totpCode(TOTP_SECRET));
  await first.answers(/Remember this device/, 'y');
  await first.sees(/signed in as tom/);
  expect(await first.ended).toBe(0);
  const devices = await json('devices list', [], { pool: tracking });
  expect(devices).toEqual([expect.objectContaining({ current: true })]);
  // The device stands in for the code.
  expect(await run(['login', 'tom', '--password-stdin'], { pool: tracking, stdin: PASSWORD })).toMatchObject({
    status: 0,
  });
  expect(await json('devices forget', ['--yes'], { pool: tracking })).toMatchObject({ forgotten: true });
  expect(await json('devices list', [], { pool: tracking })).toEqual([]);
});

test('a pool that requires a second factor has it set up during the sign-in', async () => {
  const strict = closing(
    await poolWith({
      MfaConfiguration: 'ON',
      users: [{ username: 'ned', ...confirmed }],
    } as Parameters<typeof poolWith>[0]),
  );
  const person = new Terminal(['login', 'ned'], { pool: strict });
  await person.answers(/Password:/, PASSWORD);
  await person.sees(/The pool requires a second factor[\s\S]*by hand: /);
  const [, secret = ''] = /([A-Z2-7]+)\n/.exec(await person.sees(/[A-Z2-7]{16,}\n/)) ?? [];
  await person.answers(/The code that the app shows:/, totpCode(secret));
  await person.sees(/signed in as ned/);
  expect(await person.ended).toBe(0);
});
