'use strict';

const { AuthenticationDetails, CognitoUser, CognitoUserPool } = require('amazon-cognito-identity-js');

/** A page of a userPool that shows a form for each stage, as many do. */
exports.run = async function run({ userPoolId, clientId, endpoint, totpCode }) {
  const pool = new CognitoUserPool({ UserPoolId: userPoolId, ClientId: clientId, endpoint });
  const stages = [];
  let cognitoUser;

  const signIn = (username, password) =>
    new Promise(resolve => {
      const setStage = (stage, more) => {
        stages.push(more ? [stage, more] : stage);
        resolve();
      };
      cognitoUser = new CognitoUser({ Username: username, Pool: pool });
      const details = new AuthenticationDetails({ Username: username, Password: password });
      cognitoUser.authenticateUser(details, {
        onSuccess: function (result) {
          setStage('SIGNED_IN', result.getAccessToken().payload.username);
        },
        onFailure: function (err) {
          setStage('FAILED', err.message);
        },
        newPasswordRequired: function (userAttributes, requiredAttributes) {
          setStage('NEW_PASSWORD', requiredAttributes);
        },
        totpRequired: name => setStage(name),
      });
    });

  await signIn('eva', 'Correct-Horse-9');
  await new Promise(resolve => {
    cognitoUser.completeNewPasswordChallenge('Correct-Horse-10', {}, {
      onSuccess: () => {
        stages.push('CHANGED');
        resolve();
      },
      onFailure: err => {
        stages.push(err.message);
        resolve();
      },
    });
  });
  await signIn('cho', 'Correct-Horse-9');
  await new Promise(resolve => {
    cognitoUser.sendMFACode(
      totpCode(),
      {
        onSuccess: () => resolve(stages.push('CODE')),
        onFailure: err => resolve(stages.push(err.code)),
      },
      'SOFTWARE_TOKEN_MFA',
    );
  });
  await signIn('ada', 'wrong');
  await signIn('ada', 'Correct-Horse-9');

  // A page that asks at once.
  const eve = new CognitoUser({ Username: 'fay', Pool: pool });
  await new Promise((resolve, reject) => {
    eve.authenticateUser(new AuthenticationDetails({ Username: 'fay', Password: 'Correct-Horse-9' }), {
      onSuccess: resolve,
      onFailure: reject,
      newPasswordRequired(userAttributes) {
        delete userAttributes.email_verified;
        delete userAttributes.email;
        eve.completeNewPasswordChallenge('Correct-Horse-10', userAttributes, this);
      },
    });
  });
  await new Promise(resolve => eve.signOut(resolve));
  stages.push(eve.getSignInUserSession() == null);
  return stages;
};
