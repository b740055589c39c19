import { bench } from '../../helpers/conformance.js';
import { ada, closeAfterEach, PASSWORD } from '../../helpers/pool.js';
import { refusal, refusalOf } from '../../helpers/sdk.js';
import { notAuthorized, userMissing, wrongCode } from './table/row.js';
import { ClientId } from './table/world.js';

closeAfterEach();

type Bench = Awaited<ReturnType<typeof bench>>;

const who = { ClientId, Username: 'ada' };
const nobody = { ClientId, Username: 'nobody' };
const calls = ({ sdk }: Bench) => ({
  ResendConfirmationCode: () => sdk.resendConfirmationCode(nobody),
  ForgotPassword: () => sdk.forgotPassword(nobody),
  ConfirmSignUp: () => sdk.confirmSignUp({ ...nobody, ConfirmationCode: '123456' }),
  ConfirmForgotPassword: () =>
    sdk.confirmForgotPassword({ ...nobody, ConfirmationCode: '123456', Password: PASSWORD }),
});
const clientsThat = (PreventUserExistenceErrors: 'LEGACY' | 'ENABLED') => ({
  clients: [{ clientId: ClientId, PreventUserExistenceErrors }],
  users: [ada],
});

test('a client with legacy errors is told who does not exist', async () => {
  for (const call of Object.values(calls(await bench(clientsThat('LEGACY')))))
    expect(await refusalOf(call())).toEqual(
      refusal('UserNotFoundException', 'Username/client id combination not found.'),
    );
});

test('a client that hides who exists sees a code sent, always to the same place, and no code right', async () => {
  const opened = await bench(clientsThat('ENABLED'));
  const call = calls(opened);
  for (const send of [call.ResendConfirmationCode, call.ForgotPassword]) {
    const { CodeDeliveryDetails } = await send();
    expect(CodeDeliveryDetails).toEqual({
      AttributeName: 'email',
      DeliveryMedium: 'EMAIL',
      Destination: expect.stringMatching(/^\w\*{3}@\w\*{3}$/),
    });
    expect((await send()).CodeDeliveryDetails).toEqual(CodeDeliveryDetails);
  }
  expect(opened.pool.messages.list()).toEqual([]);
  expect(await refusalOf(call.ConfirmSignUp())).toEqual(wrongCode);
  expect(await refusalOf(call.ConfirmForgotPassword())).toEqual(wrongCode);
});

test('an administrator is told, and a name that is taken is no secret', async () => {
  const { sdk, UserPoolId } = await bench(clientsThat('ENABLED'));
  expect(await refusalOf(sdk.adminGetUser({ UserPoolId, Username: 'nobody' }))).toEqual(userMissing);
  const taken = sdk.signUp({ ...who, Password: PASSWORD });
  expect(await refusalOf(taken)).toEqual(refusal('UsernameExistsException', 'User already exists'));
});

test('somebody who is disabled is told so, wherever they ask', async () => {
  const { sdk } = await bench({ users: [{ ...ada, enabled: false }] });
  const code = { ConfirmationCode: '123456' };
  for (const call of [
    sdk.confirmSignUp({ ...who, ...code }),
    sdk.resendConfirmationCode(who),
    sdk.forgotPassword(who),
    sdk.confirmForgotPassword({ ...who, ...code, Password: PASSWORD }),
  ])
    expect(await refusalOf(call)).toEqual(notAuthorized('User is disabled.'));
});
