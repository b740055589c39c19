import { Cognito as PortcullisCognito, UserPool } from 'portcullis';

interface Settings {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly endpoint: string;
  readonly codeFor: (username: string) => Promise<string>;
}

export async function run({ userPoolId, clientId, endpoint, codeFor }: Settings) {
  const pool = new UserPool({ userPoolId, clientId, endpoint });
  const log: unknown[] = [];

  const attributes: { Name: string; Value: string }[] = [];
  attributes.push({ Name: 'email', Value: 'zoe@example.com' });
  attributes.push({ Name: 'name', Value: 'Zoe' });
  await new Promise<void>(resolve => {
    new PortcullisCognito({ pool, username: 'zoe' }).register({ password: 'Correct-Horse-9', attributes: Object.fromEntries(attributes.map(attribute => [attribute.Name, attribute.Value])) }).then(result => {
      log.push(result!.confirmed, 'zoe', result.delivery?.medium);
      resolve();
    }, error => log.push(error.message));
  });
  const again = await new Promise(resolve => {
    new PortcullisCognito({ pool, username: 'zoe' }).register({ password: 'Correct-Horse-9', attributes: { email: 'z@example.com' } }).then(result => resolve(result!.sub), error => resolve(error.awsName === 'UsernameExistsException'));
  });
  log.push(again);

  const zoe = new PortcullisCognito({ pool, username: 'zoe' });
  await new Promise<void>((resolve, reject) => {
    zoe.resendConfirmationCode().then(result => {
      log.push(result?.destination);
      resolve();
    }, error => reject(error));
  });
  const confirmationCode = await codeFor('zoe');
  const confirmed = await zoe.confirmSignUp(confirmationCode).then(() => 'SUCCESS');
  log.push(confirmed);

  await zoe.authenticate('Correct-Horse-9');
  await zoe.updateProfile({ nickname: 'zo' }).then(() => {});
  await zoe.updateProfile(Object.fromEntries(['name'].map(name => [name, '']))).then(() => {});
  await new Promise<void>((resolve, reject) => {
    zoe.getAccessToken().then(AccessToken => zoe.pool.api.call('GetUser', { AccessToken })).then(answer => answer.UserAttributes).then(list => {
      const names = list!.map(attribute => `${attribute.Name}=${attribute.Value}`);
      log.push(names.filter(name => !name.startsWith('sub=')).sort());
      resolve();
    }, error => reject(error));
  });
  const changed = await zoe.changePassword('Correct-Horse-9', 'Correct-Horse-10').then(() => 'SUCCESS');
  log.push(changed);
  await new Promise<void>((resolve, reject) => {
    zoe.getAccessToken().then(AccessToken => zoe.pool.api.call('GetUser', { AccessToken })).then(data => {
      log.push(data!.Username, data!.UserMFASettingList);
      resolve();
    }, error => reject(error));
  });

  await new Promise<void>((resolve, reject) => {
    zoe.initiateForgotPassword().then(data => {
      log.push(data?.medium);
      resolve();
    }, error => reject(error));
  });
  const code = await codeFor('zoe');
  await zoe.confirmForgotPassword(code, 'Correct-Horse-11').then(() => {});
  const deleted = await zoe.deleteUser().then(() => 'SUCCESS');
  log.push(deleted);
  return log;
}
