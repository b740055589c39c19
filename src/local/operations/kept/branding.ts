import * as v from 'valibot';
import { CognitoException } from '../../internal/exception.js';
import { randomUuid } from '../../internal/random.js';
import { bytes, flag, oneOf, text } from '../../members/shapes.js';
import type { Pool } from '../../pool/pool.js';
import { described, type KeptRecord } from '../../state/kept.js';
import { requireTier } from '../../state/tier.js';
import { adminOperation } from '../definition.js';
import { clientId, userPoolId } from '../schemas.js';

const KIND = 'Managed login branding';

const CATEGORIES = [
  'AUTH_APP_GRAPHIC',
  'EMAIL_GRAPHIC',
  'FAVICON_ICO',
  'FAVICON_SVG',
  'FORM_BACKGROUND',
  'FORM_LOGO',
  'IDP_BUTTON_ICON',
  'PAGE_BACKGROUND',
  'PAGE_FOOTER_BACKGROUND',
  'PAGE_FOOTER_LOGO',
  'PAGE_HEADER_BACKGROUND',
  'PAGE_HEADER_LOGO',
  'PASSKEY_GRAPHIC',
  'PASSWORD_GRAPHIC',
  'SMS_GRAPHIC',
] as const;

const members = {
  UseCognitoProvidedValues: flag,
  Settings: v.optional(v.record(v.string(), v.any())),
  Assets: v.optional(
    v.array(
      v.object({
        Category: oneOf(CATEGORIES),
        ColorMode: oneOf(['LIGHT', 'DARK', 'DYNAMIC']),
        Extension: oneOf(['ICO', 'JPEG', 'PNG', 'SVG', 'WEBP']),
        Bytes: v.optional(bytes),
        ResourceId: v.optional(text({ max: 40 })),
      }),
    ),
  ),
};
const brandingId = text({ min: 36, max: 36, pattern: /^[0-9a-f-]+$/ });
const ofBranding = { UserPoolId: userPoolId, ManagedLoginBrandingId: brandingId };
const ofClient = { UserPoolId: userPoolId, ClientId: clientId };
const merged = { ReturnMergedResources: flag };

/** What the service shows does not name the client.  */
function brandingType(record: KeptRecord<typeof KIND>) {
  const { ClientId: _, ...shown } = described(record);
  return { ManagedLoginBranding: shown };
}

const ofThe = ({ kept }: Pool, ClientId: string) =>
  kept.all(KIND).find(({ members: { ClientId: other } }) => other === ClientId);

export const createManagedLoginBranding = adminOperation({
  name: 'CreateManagedLoginBranding',
  keptOnly: true,
  input: v.object({ ...ofClient, ...members }),
  handle: (given, pool) => {
    requireTier(pool.settings(), 'Managed login');
    pool.clients.require(given.ClientId);
    if (ofThe(pool, given.ClientId))
      throw new CognitoException(
        'ManagedLoginBrandingExistsException',
        'A managed login branding style already exists for the app client.',
      );
    const ManagedLoginBrandingId = randomUuid(pool.random);
    return brandingType(pool.kept.save(KIND, ManagedLoginBrandingId, { ...given, ManagedLoginBrandingId }));
  },
});

/** What the request leaves out stays as it is. */
export const updateManagedLoginBranding = adminOperation({
  name: 'UpdateManagedLoginBranding',
  keptOnly: true,
  input: v.object({ ...ofBranding, ...members }),
  handle: (given, { kept }) => {
    const { name, members: before } = kept.require(KIND, given.ManagedLoginBrandingId);
    return brandingType(kept.save(KIND, name, { ...before, ...given }));
  },
});

export const describeManagedLoginBranding = adminOperation({
  name: 'DescribeManagedLoginBranding',
  notModelled: 'Merging with the defaults of the service',
  input: v.object({ ...ofBranding, ...merged }),
  handle: ({ ManagedLoginBrandingId }, { kept }) => brandingType(kept.require(KIND, ManagedLoginBrandingId)),
});

export const describeManagedLoginBrandingByClient = adminOperation({
  name: 'DescribeManagedLoginBrandingByClient',
  notModelled: 'Merging with the defaults of the service',
  input: v.object({ ...ofClient, ...merged }),
  handle: ({ ClientId }, pool) => {
    pool.clients.require(ClientId);
    return brandingType(ofThe(pool, ClientId) ?? pool.kept.require(KIND, `of ${ClientId}`));
  },
});

export const deleteManagedLoginBranding = adminOperation({
  name: 'DeleteManagedLoginBranding',
  input: v.object(ofBranding),
  handle: ({ ManagedLoginBrandingId }, { kept }) => {
    kept.remove(KIND, ManagedLoginBrandingId);
    return {};
  },
});
