'use strict';
const { Cognito, UserPool } = require('portcullis');
const { decodeUnverified } = require('portcullis/verify');

/** A page of a userPool that shows a form for each stage, as many do. */
exports.run = async function run({ userPoolId, clientId, endpoint, totpCode }) {
  const pool = new UserPool({ userPoolId, clientId, endpoint });
  const stages = [];
  let cognitoUser;

  const signIn = (username, password) =>
    new Promise(resolve => {
      const setStage = (stage, more) => {
        stages.push(more ? [stage, more] : stage);
        resolve();
      };
      cognitoUser = new Cognito({ pool, username });
      cognitoUser.authenticate(password).then(function (result) {
        setStage('SIGNED_IN', decodeUnverified(result.accessToken).payload.username);
      }, err => {
        if (err.code === 'NEW_PASSWORD_REQUIRED') {
          const requiredAttributes = JSON.parse(err.challenge.parameters.requiredAttributes ?? '[]').map(name => name.replace('userAttributes.', ''));
          setStage('NEW_PASSWORD', requiredAttributes);
        } else if (err.code === 'SOFTWARE_TOKEN_MFA_REQUIRED') {
          const name = err.challenge.name;
          setStage(name);
        } else {
          setStage('FAILED', err.message);
        }
      });
    });

  await signIn('eva', 'Correct-Horse-9');
  await new Promise(resolve => {
    cognitoUser.respondToNewPasswordRequired('Correct-Horse-10').then(() => {
      stages.push('CHANGED');
      resolve();
    }, err => {
      stages.push(err.message);
      resolve();
    });
  });
  await signIn('cho', 'Correct-Horse-9');
  await new Promise(resolve => {
    cognitoUser.respondToSoftwareTokenMfa(totpCode()).then(() => resolve(stages.push('CODE')), err => resolve(stages.push(err.code)));
  });
  await signIn('ada', 'wrong');
  await signIn('ada', 'Correct-Horse-9');

  // A page that asks at once.
  const eve = new Cognito({ pool, username: 'fay' });
  await eve.authenticate('Correct-Horse-9', { onNewPasswordRequired: prompt => {
    const userAttributes = { ...prompt.userAttributes };
    delete userAttributes.email_verified;
    delete userAttributes.email;
    return { newPassword: 'Correct-Horse-10', attributes: userAttributes };
  } });
  await new Promise(resolve => eve.revoke().then(() => resolve()));
  stages.push(eve.tokens == null);
  return stages;
};
