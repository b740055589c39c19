import * as v from 'valibot';
import { confirmAccount, refuseUnlessUnconfirmed } from '../account/confirm.js';
import { findAccount } from '../account/find-account.js';
import { openSignUpSession, requireSignUpSession } from '../sign-in/sign-up-session.js';
import { codeMismatch } from '../state/codes.js';
import { publicOperation } from './definition.js';
import { confirmationCode, named, session } from './schemas.js';

export const confirmSignUp = publicOperation({
  name: 'ConfirmSignUp',
  input: v.object({
    ...named,
    ConfirmationCode: confirmationCode,
    ForceAliasCreation: v.optional(v.boolean(), false),
    Session: v.optional(session),
  }),
  handle: async ({ ConfirmationCode, ForceAliasCreation, Session, ...who }, pool) => {
    const { client, user, name } = findAccount(pool, who);
    if (user) refuseUnlessUnconfirmed(user);
    const call = { pool, client, clientMetadata: who.ClientMetadata };
    const signUp = user && Session && requireSignUpSession(call, user, Session, 'SIGN_UP');
    const { contact, to } = pool.attempts.guess('ConfirmSignUp', name, () => {
      if (!user) throw codeMismatch();
      return pool.codes.require(name, 'sign-up', ConfirmationCode);
    });
    // The address may have been changed since the code went out; then it proves nothing of the new one.
    const verified = user?.attributes[contact] === to ? { [`${contact}_verified`]: 'true' } : {};
    if (user) await confirmAccount(call, user, verified, ForceAliasCreation);
    if (!user) return {};
    if (signUp) pool.authSessions.spend(signUp);
    const next = openSignUpSession(call, user, 'SIGN_UP_CONFIRMED');
    return next === undefined ? {} : { Session: next };
  },
});
