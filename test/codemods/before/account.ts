import * as Cognito from 'amazon-cognito-identity-js';

interface Settings {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly endpoint: string;
  readonly codeFor: (username: string) => Promise<string>;
}

export async function run({ userPoolId, clientId, endpoint, codeFor }: Settings) {
  const pool = new Cognito.CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint });
  const log: unknown[] = [];

  const attributes: Cognito.CognitoUserAttribute[] = [];
  attributes.push(new Cognito.CognitoUserAttribute({ Name: 'email', Value: 'zoe@example.com' }));
  attributes.push(new Cognito.CognitoUserAttribute({ Name: 'name', Value: 'Zoe' }));
  await new Promise<void>(resolve => {
    pool.signUp('zoe', 'Correct-Horse-9', attributes, [], (error, result) => {
      if (error) {
        log.push(error.message);
        return;
      }
      log.push(result!.userConfirmed, result!.user.getUsername(), result!.codeDeliveryDetails.DeliveryMedium);
      resolve();
    });
  });
  const again = await new Promise(resolve => {
    pool.signUp('zoe', 'Correct-Horse-9', [new Cognito.CognitoUserAttribute({ Name: 'email', Value: 'z@example.com' })], [], (error, result) => {
      if (!error) resolve(result!.userSub);
      else resolve(error.name === 'UsernameExistsException');
    });
  });
  log.push(again);

  const zoe = new Cognito.CognitoUser({ Username: 'zoe', Pool: pool });
  await new Promise<void>((resolve, reject) => {
    zoe.resendConfirmationCode((error, result) => {
      if (error) return reject(error);
      log.push(result.CodeDeliveryDetails.Destination);
      return resolve();
    });
  });
  const confirmationCode = await codeFor('zoe');
  const confirmed = await new Promise((resolve, reject) => {
    zoe.confirmRegistration(confirmationCode, false, (error, result) => (error ? reject(error) : resolve(result)));
  });
  log.push(confirmed);

  const details = { Username: 'zoe', Password: 'Correct-Horse-9' };
  await new Promise((resolve, reject) => {
    zoe.authenticateUser(new Cognito.AuthenticationDetails(details), { onSuccess: resolve, onFailure: reject });
  });
  await new Promise<void>((resolve, reject) => {
    zoe.updateAttributes([{ Name: 'nickname', Value: 'zo' }], error => {
      if (error) reject(error);
      else resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    zoe.deleteAttributes(['name'], error => {
      if (error) reject(error);
      else resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    zoe.getUserAttributes((error, list) => {
      if (error) return reject(error);
      const names = list!.map(attribute => `${attribute.getName()}=${attribute.getValue()}`);
      log.push(names.filter(name => !name.startsWith('sub=')).sort());
      resolve();
    });
  });
  const changed = await new Promise((resolve, reject) => {
    zoe.changePassword('Correct-Horse-9', 'Correct-Horse-10', (error, result) => {
      if (error) {
        reject(error);
      } else {
        resolve(result);
      }
    });
  });
  log.push(changed);
  await new Promise<void>((resolve, reject) => {
    zoe.getUserData((error, data) => {
      if (error) return reject(error);
      log.push(data!.Username, data!.UserMFASettingList);
      resolve();
    });
  });

  await new Promise<void>((resolve, reject) => {
    zoe.forgotPassword({
      onSuccess() {
        resolve();
      },
      onFailure: error => reject(error),
      inputVerificationCode(data) {
        log.push(data.CodeDeliveryDetails.DeliveryMedium);
        resolve();
      },
    });
  });
  const code = await codeFor('zoe');
  await new Promise<void>((resolve, reject) => {
    zoe.confirmPassword(code, 'Correct-Horse-11', { onSuccess: () => resolve(), onFailure: error => reject(error) });
  });
  const deleted = await new Promise((resolve, reject) => {
    zoe.deleteUser((error, result) => {
      if (error) return reject(error);
      resolve(result);
    });
  });
  log.push(deleted);
  return log;
}
