import * as v from 'valibot';
import { requireContact } from '../account/verifiable.js';
import { claimAliases } from '../state/aliases.js';
import { ownOperation } from './definition.js';
import { attributeName, confirmationCode } from './schemas.js';

export const verifyUserAttribute = ownOperation({
  name: 'VerifyUserAttribute',
  input: v.object({ AttributeName: attributeName, Code: confirmationCode }),
  handle: ({ AttributeName, Code }, { pool, user }) => {
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
