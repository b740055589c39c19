import { closeAfterEach } from '../../helpers/pool.js';
import { refusalOf } from '../../helpers/sdk.js';
import { challenges } from './table/challenges.js';
import { type DoorName, doorTo } from './table/door.js';
import { notAuthorized } from './table/row.js';

closeAfterEach();

const rows = Object.entries(challenges);
const doors: DoorName[] = ['InitiateAuth', 'AdminInitiateAuth'];
const invalidSession = notAuthorized('Invalid session for the user.');

describe.each(doors)('behind %s', doorName => {
  test.each(rows)('%s is asked, bears a wrong answer, and takes the right one once', async (name, row) => {
    const door = await doorTo(doorName, row.seed);
    const opened = await row.open(door);
    const { ChallengeName, ChallengeParameters, Session } = opened;
    expect(ChallengeName).toBe(name.split(' ')[0]);
    expect(ChallengeParameters).toEqual(row.parameters);
    expect(Session?.length).toBeGreaterThanOrEqual(20);
    const answer = (responses: Record<string, string>, session = Session) =>
      door.answer({
        ChallengeName,
        Session: session,
        ChallengeResponses: { USERNAME: 'ada', ...responses },
      });
    expect(await refusalOf(answer(row.wrong(door, opened)))).toEqual(row.refusal);
    const right = await row.right(door, opened);
    const next = await answer(right.responses, right.Session);
    expect(next.ChallengeName ?? 'tokens').toBe(row.next);
    expect(next.AuthenticationResult !== undefined).toBe(row.next === 'tokens');
    expect(await refusalOf(answer(right.responses, right.Session))).toEqual(
      notAuthorized('Invalid session for the user, session can only be used once.'),
    );
  });
});

test.each(rows)('the session of %s is for one user, one app client and three minutes', async (_, row) => {
  const door = await doorTo('InitiateAuth', row.seed);
  const opened = await row.open(door);
  const { responses, Session = opened.Session } = await row.right(door, opened);
  const right = {
    ChallengeName: opened.ChallengeName,
    Session,
    ChallengeResponses: { USERNAME: 'ada', ...responses },
  };
  const ofBob = { ...right, ChallengeResponses: { ...responses, USERNAME: 'bob' } };
  expect(await refusalOf(door.answer(ofBob))).toEqual(invalidSession);
  const elsewhere = row.elsewhere ?? invalidSession;
  expect(await refusalOf(door.answer({ ...right, ClientId: 'other' }))).toEqual(elsewhere);
  const unheardOf = { ...right, Session: 'a-session-that-nobody-opened' };
  expect(await refusalOf(door.answer(unheardOf))).toEqual(invalidSession);
  door.pool.clock.advance(180);
  expect(await refusalOf(door.answer(right))).toEqual(
    notAuthorized('Invalid session for the user, session is expired.'),
  );
});
