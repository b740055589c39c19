import * as v from 'valibot';
import { requireContact } from '../account/verifiable.js';
import { claimAliases } from '../state/aliases.js';
import { operation } from './definition.js';
import { accessToken, attributeName, confirmationCode } from './schemas.js';

export const verifyUserAttribute = operation({
  name: 'VerifyUserAttribute',
  access: 'token',
  input: v.object({ AccessToken: accessToken, AttributeName: attributeName, Code: confirmationCode }),
  handle: async ({ AccessToken, AttributeName, Code }, pool) => {
    const { user } = await pool.tokens.authenticate(AccessToken);
    const contact = requireContact(AttributeName);
    const { to } = pool.attempts.guess('VerifyUserAttribute', user.username, () =>
      pool.codes.require(user.username, contact, Code),
    );
    const attributes = { ...user.attributes, [contact]: to, [`${contact}_verified`]: 'true' };
    claimAliases(pool, { ...user, attributes });
    pool.users.change(user, { attributes });
    pool.codes.drop(user.username, contact);
    return {};
  },
});
