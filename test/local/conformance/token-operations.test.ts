import { send } from '../../helpers/conformance.js';
import { operationsOf, refused } from './table/conforms.js';
import { notAuthorized } from './table/row.js';
import { ClientId } from './table/world.js';

operationsOf('token', (name, trial) => {
  const calledWith = (AccessToken: string | undefined) => {
    const { world, input } = trial();
    return refused(send(world.pool, name, { ...input, AccessToken }));
  };

  test('needs an access token', async () => {
    expect((await calledWith(undefined)).name).toBe('InvalidParameterException');
  });

  test('takes neither text, nor an ID token, nor one that somebody else signed', async () => {
    const { AccessToken, IdToken } = trial().world;
    const [header, payload, signature = ''] = AccessToken.split('.');
    const forged = [header, payload, [...signature].reverse().join('')].join('.');
    expect(await calledWith('x.y.z')).toEqual(notAuthorized('Invalid Access Token'));
    expect(await calledWith(IdToken)).toEqual(notAuthorized('Invalid Access Token'));
    expect(await calledWith(forged)).toEqual(notAuthorized('Could not verify signature for Access Token'));
  });

  test('takes no token that was revoked, or is of somebody who was disabled', async () => {
    const { pool, sdk, UserPoolId } = trial().world;
    const { accessToken, refreshToken } = await pool.tokensFor('ada');
    await sdk.revokeToken({ ClientId, Token: refreshToken });
    expect(await calledWith(accessToken)).toEqual(notAuthorized('Access Token has been revoked'));
    const { accessToken: ninas } = await pool.tokensFor('nina');
    await sdk.adminDisableUser({ UserPoolId, Username: 'nina' });
    expect(await calledWith(ninas)).toEqual(notAuthorized('User is disabled.'));
  });

  test('takes no token that has expired', async () => {
    const { pool } = trial().world;
    const { accessToken } = await pool.tokensFor('una', { clientId: 'brief' });
    pool.clock.advance(1);
    expect(await calledWith(accessToken)).toEqual(notAuthorized('Access Token has expired'));
  });
});
