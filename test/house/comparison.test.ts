import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { publicNames } from '../coming-from/public-names.js';

const ROOT = resolve(__dirname, '../..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

/** In the order of the table's columns. */
const LIBRARIES = ['pycognito', 'amplify', 'amazon-cognito-identity-js', 'aws-jwt-verify'];

interface Evidence {
  /** The test that shows what we do. */
  readonly ours?: readonly [file: string, test: string];
  /** The public names by which the others that do it can be told. */
  readonly theirs?: RegExp;
}

const evidence: Readonly<Record<string, Evidence>> = {
  'runs on': { ours: ['test/runtimes/web/account.ts', 'refuses a secret'] },
  'SRP sign-in, challenges, MFA': {
    ours: ['test/sign-in/authenticate.test.ts', 'asks the handler again after a wrong code'],
    theirs: /^(respond_to_software_token_mfa_challenge|confirmSignIn|CognitoUser\.sendMFACode)$/,
  },
  'app clients with a secret': {
    ours: ['test/tokens/session.test.ts', 'while a client secret is being rotated'],
    theirs: /^AWSSRP\.get_secret_hash$/,
  },
  'a challenge answered by another process': {
    ours: ['test/sign-in/authenticate.test.ts', 'can be answered by another instance'],
    theirs: /^MFAChallengeException\.get_tokens$/,
  },
  'many people in one program': {
    ours: ['test/user-pool/user-pool.test.ts', 'each has a session of its own'],
    theirs: /^(Cognito|CognitoUser)$/,
  },
  'renewal with rotated refresh tokens': {
    ours: ['test/tokens/session.test.ts', 'stores the new refresh token before it hands the tokens out'],
  },
  'remembered devices': {
    ours: ['test/account/devices.test.ts', 'signs in without the second factor'],
    theirs: /^(AWSSRP\.confirm_device|rememberDevice|CognitoUser\.setDeviceStatusRemembered)$/,
  },
  'sessions shared by processes': {
    ours: ['test/stores/processes.long.test.ts', 'eight processes renew one rotating session'],
  },
  'signatures verified': {
    ours: ['test/verify/attacks.test.ts', 'refused here and by aws-jwt-verify'],
    theirs: /^(verify_token|CognitoJwtVerifier\.verify)$/,
  },
  'guards for frameworks': { ours: ['test/http/adapters.test.ts', 'guarded by %s'] },
  'administration of users and groups': {
    ours: ['test/user-pool/user-pool.test.ts', 'administrators need no person'],
    theirs: /^admin_create_user$/,
  },
  'the hosted pages (OAuth) and passkeys': { theirs: /^(signInWithRedirect|associateWebAuthnCredential)$/ },
  'a pool to test with': { ours: ['test/local/wire.test.ts', 'pools run side by side'] },
};

const [, table = ''] = read('README.md').split('## What it does, and what others do');
const rows = [...table.matchAll(/^\| (.+) \|$/gm)]
  .map(([, row = '']) => row.split(' | '))
  .filter(cells => cells.length === LIBRARIES.length + 2);

test('every row of the comparison has evidence', () => {
  expect(rows.map(([title]) => title)).toEqual(Object.keys(evidence));
});

test.each(rows)('%s: the tests show what is said of us', (title = '', ours) => {
  const [file, name] = evidence[title]?.ours ?? [];
  expect(ours === 'not yet').toBe(file === undefined);
  if (file && name) expect(read(file)).toContain(name);
});

/** A claim that its library's names do not show links to what does. */
const isLinked = (cell: string): boolean => cell.includes('](https://');

test.each(rows.filter(([title]) => title !== 'runs on'))(
  '%s: so it is said of the others',
  (title = '', _, ...cells) => {
    const { theirs } = evidence[title] ?? {};
    const said = LIBRARIES.filter((_name, index) => !/^(no|–)$|\]\(https:/.test(cells[index] ?? ''));
    const shown = LIBRARIES.filter(library => theirs && publicNames(library).some(name => theirs.test(name)));
    expect(said).toEqual(shown.filter(library => !isLinked(cells[LIBRARIES.indexOf(library)] ?? '')));
  },
);
