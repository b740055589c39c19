import * as v from 'valibot';
import { selfSigned } from '../state/certificate.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

/** What a SAML provider would check the pool's requests by. */
export const getSigningCertificate = adminOperation({
  name: 'GetSigningCertificate',
  notModelled: 'Requests to SAML providers; the key is that of ID tokens',
  input: v.object({ UserPoolId: userPoolId }),
  handle: ({ UserPoolId }, { keys, settings }) => ({
    Certificate: selfSigned(keys.id, UserPoolId, settings().createdAt),
  }),
});
