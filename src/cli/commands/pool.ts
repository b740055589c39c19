import { pages } from '../../api/pages.js';
import type { AuthFlow } from '../../internal/auth-flows.js';
import type { Call } from '../frame/call.js';
import { STATUS } from '../frame/failure.js';
import { poolOf, withPool } from '../frame/pool.js';
import { when } from '../frame/words.js';
import type { Json } from '../shapes/shapes.js';

const listed = (names: readonly string[]): string => names.join(', ') || 'none';

/** `portcullis pool info`. */
export async function info(call: Call): Promise<void> {
  const { createdAt, modifiedAt, arn, passwordPolicy, ...rest } = await withPool(call, pool =>
    pool.info.getUserPool(),
  );
  const value: Json<'pool info'> = {
    ...rest,
    usernameAttributes: [...rest.usernameAttributes],
    aliasAttributes: [...rest.aliasAttributes],
    autoVerifiedAttributes: [...rest.autoVerifiedAttributes],
    firstFactors: [...rest.firstFactors],
    customAttributes: [...rest.customAttributes],
    passwordPolicy: { ...passwordPolicy },
    arn: arn ?? null,
    createdAt: createdAt?.toISOString() ?? null,
    modifiedAt: modifiedAt?.toISOString() ?? null,
  };
  await call.out.record(value, [
    ['pool', value.userPoolId],
    ['name', value.name],
    ['sign in with', listed(['username', ...value.usernameAttributes, ...value.aliasAttributes])],
    ['first factors', listed(value.firstFactors)],
    ['second factors', value.mfa],
    ['tracks devices', value.tracksDevices ? 'yes' : 'no'],
    ['verifies', listed(value.autoVerifiedAttributes)],
    ['usernames', value.caseSensitive ? 'case counts' : 'case does not count'],
    [
      'password policy',
      Object.entries(passwordPolicy)
        .map(([name, setting]) => `${name}: ${setting}`)
        .join(', '),
    ],
    ['custom attributes', listed(value.customAttributes)],
    ['users, estimated', String(value.estimatedUsers)],
    ['created', when(createdAt)],
  ]);
}

/** `portcullis pool check`. */
export async function check(call: Call<{ readonly flow?: readonly AuthFlow[] }>): Promise<void> {
  const { options, config, out } = call;
  config.need('clientId');
  const { valid, problems } = await withPool(call, pool =>
    pool.info.validateConfig(options.flow ? { flows: options.flow } : {}),
  );
  if (!valid) process.exitCode = STATUS.failed;
  const value: Json<'pool check'> = { valid, problems: problems.map(problem => ({ ...problem })) };
  if (out.json) return await out.bare(value, '');
  for (const { code, message } of problems) await out.write(`${out.mark('failed', code)} ${message}\n`);
  if (valid) out.say('The pool and the app client fit.');
}

/** `portcullis clients list`. */
export async function listClients(call: Call): Promise<void> {
  await withPool(call, async pool => {
    const clients = pages(async NextToken => {
      const input = { UserPoolId: pool.userPoolId, MaxResults: 60, NextToken };
      const { UserPoolClients = [], NextToken: nextToken } = await pool.api.call(
        'ListUserPoolClients',
        input,
      );
      const items = UserPoolClients.map(({ ClientId = '', ClientName = '' }) => ({
        clientId: ClientId,
        name: ClientName,
      }));
      return { items, nextToken };
    });
    await call.out.list(clients, {
      columns: [
        { name: 'id', of: ({ clientId }) => clientId },
        { name: 'name', of: ({ name }) => name },
      ],
      value: (client): Json<'clients list'>[number] => client,
      none: 'The pool has no app client.',
    });
  });
}

const LENGTHS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function lasting(seconds: number): string {
  const [unit, length] = LENGTHS.find(([, each]) => seconds % each === 0) ?? ['second', 1];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** `portcullis clients show`. */
export async function showClient(call: Call): Promise<void> {
  const pool = poolOf(call.config, { clientId: call.args[0] ?? call.config.need('clientId') });
  try {
    const { createdAt, modifiedAt, readAttributes, writeAttributes, ...rest } = await pool.info.getClient();
    const value: Json<'clients show'> = {
      ...rest,
      authFlows: [...rest.authFlows],
      readAttributes: readAttributes ? [...readAttributes] : null,
      writeAttributes: writeAttributes ? [...writeAttributes] : null,
      createdAt: createdAt?.toISOString() ?? null,
      modifiedAt: modifiedAt?.toISOString() ?? null,
    };
    await call.out.record(value, [
      ['app client', rest.clientId],
      ['name', rest.name],
      ['secret', rest.hasSecret ? 'yes' : 'no'],
      ['flows', rest.authFlows.join(', ') || "Cognito's defaults"],
      ['access token', lasting(rest.accessTokenSeconds)],
      ['id token', lasting(rest.idTokenSeconds)],
      [
        'refresh token',
        `${lasting(rest.refreshTokenSeconds)}${rest.rotatesRefreshTokens ? ', rotated' : ''}`,
      ],
      ['a challenge waits', lasting(rest.challengeMinutes * 60)],
      ['tokens can be revoked', rest.revokesTokens ? 'yes' : 'no'],
      ['hides who exists', rest.hidesUserExistence ? 'yes' : 'no'],
      ['reads', readAttributes?.join(', ') ?? 'every attribute'],
      ['writes', writeAttributes?.join(', ') ?? 'every attribute'],
      ['created', when(createdAt)],
    ]);
  } finally {
    pool.close();
  }
}
