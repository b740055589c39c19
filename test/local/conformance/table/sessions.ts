import { aDate, invalid, notFound, type Rows, revoked, userMissing } from './row.js';
import { ClientId, type World } from './world.js';

const session = {
  SessionId: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
  SessionType: 'TOKEN',
  ClientId,
  CreateDate: aDate,
  LastActiveDate: aDate,
  DeviceType: 'unknown',
};
const strange = { SessionId: `tkn${'0'.repeat(25)}` };
const malformed = invalid(expect.stringContaining("at 'sessionId' failed to satisfy constraint"));

/** The id of Ada's session, and the token of another sign-in of hers. */
async function anotherSession({ pool, sdk, UserPoolId }: World) {
  const { Sessions } = await sdk.adminListUserSessions({ UserPoolId, Username: 'ada' });
  const { accessToken } = await pool.tokensFor('ada');
  return { SessionId: Sessions?.[0]?.SessionId, AccessToken: accessToken };
}

/** The old session is over, the later one goes on. */
async function expectOver({ sdk, UserPoolId, AccessToken }: World): Promise<void> {
  await expect(sdk.getUser({ AccessToken })).rejects.toMatchObject(revoked);
  const { Sessions } = await sdk.adminListUserSessions({ UserPoolId, Username: 'ada' });
  expect(Sessions).toHaveLength(1);
}

/** The sign-ins of a user that are still good. */
export const sessionRows = {
  ListUserSessions: {
    access: 'token',
    input: async ({ pool, AccessToken }) => {
      await pool.tokensFor('ada');
      return { AccessToken };
    },
    output: {
      Sessions: [
        { ...session, IsCurrentSession: true },
        { ...session, IsCurrentSession: false },
      ],
    },
    effect: 'none: it reads',
    again: 'answered',
  },
  RevokeUserSession: {
    access: 'token',
    input: anotherSession,
    output: {},
    effect: expectOver,
    again: notFound(),
    refusals: (_, { AccessToken }) => [
      [strange, notFound()],
      [{ SessionId: 'mine' }, malformed],
      [{ AccessToken }, invalid()],
    ],
  },
  AdminListUserSessions: {
    access: 'iam',
    input: ({ UserPoolId }) => ({ UserPoolId, Username: 'ada' }),
    output: { Sessions: [{ ...session, IsCurrentSession: false }] },
    effect: 'none: it reads',
    again: 'answered',
    refusals: () => [[{ Username: 'nobody' }, userMissing]],
  },
  AdminRevokeUserSession: {
    access: 'iam',
    input: async world => {
      const { SessionId } = await anotherSession(world);
      return { UserPoolId: world.UserPoolId, Username: 'ada', SessionId };
    },
    output: {},
    effect: expectOver,
    again: notFound(),
    refusals: () => [
      [strange, notFound()],
      [{ Username: 'una' }, notFound()],
      [{ SessionId: 'mine' }, malformed],
      [{ Username: 'nobody' }, userMissing],
    ],
  },
} satisfies Rows;
