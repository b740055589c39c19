import { copyOf, type Expression } from '../source/edit.js';
import type { Library } from '../source/library.js';
import { optionsOf } from '../source/options.js';
import { Refusal } from '../source/refusal.js';
import { attributesOf } from './attributes.js';
import { argument, type Call, promiseOf, withCallback } from './call.js';
import { REGISTERED } from './results.js';

export type Convert = (call: Call, library: Library) => Expression;

/** The methods of a CognitoUserPool. */
export const POOL_CALLS: Readonly<Record<string, Convert>> = {
  signUp(call, library) {
    const { edit } = call;
    const [username, password] = [argument(call, 0), argument(call, 1)];
    if (!username || call.args.length < 5)
      throw new Refusal('new Cognito({ pool, username }).register({ password, attributes })');
    const options = optionsOf(
      [
        ['password', password],
        ['attributes', attributesOf(argument(call, 2), edit, library)],
        ['validationData', attributesOf(argument(call, 3), edit, library)],
        ['clientMetadata', argument(call, 5)],
      ],
      edit,
    );
    const person = () => edit.expression('new Cognito($who)', { who: copyOf(who(call, username)) });
    const name = () => copyOf(username);
    const promise = edit.expression('$person.register($options)', {
      person: edit.expression('new Cognito($who)', { who: who(call, username) }),
      options: options ?? edit.expression('{}'),
    });
    const members = { ...REGISTERED.members, user: { expression: person, calls: { getUsername: name } } };
    return withCallback(call, 4, promise, { ...REGISTERED, members });
  },
  getCurrentUser() {
    throw new Refusal(
      'await Cognito.restore({ pool, username }) takes its place: keep the username of the last sign-in yourself',
    );
  },
  getUserPoolId: call => promiseOf(call, '$user.userPoolId'),
  getClientId: call => promiseOf(call, '$user.clientId'),
};

const who = ({ edit, receiver }: Call, username: Expression): Expression =>
  optionsOf(
    [
      ['pool', receiver],
      ['username', username],
    ],
    edit,
  ) as Expression;
