import * as v from 'valibot';
import { invalidParameter } from '../internal/exception.js';
import { schemaAttribute } from '../members/attribute.js';
import { attributeIn, declared, MOST_CUSTOM_ATTRIBUTES } from '../state/attribute-schema.js';
import { adminOperation } from './definition.js';
import { userPoolId } from './schemas.js';

export const addCustomAttributes = adminOperation({
  name: 'AddCustomAttributes',
  input: v.object({
    UserPoolId: userPoolId,
    CustomAttributes: v.pipe(
      v.array(schemaAttribute),
      v.minLength(1, 'Member must have length greater than or equal to 1'),
      v.maxLength(25, 'Member must have length less than or equal to 25'),
    ),
  }),
  handle: ({ CustomAttributes }, { settings, configure, now }) => {
    const { SchemaAttributes } = settings();
    const added = CustomAttributes.map(declared);
    const known = added.find(({ Name }) => attributeIn(settings(), Name));
    if (known) throw invalidParameter(`${known.Name}: Existing attribute already has name ${known.Name}.`);
    const all = [...SchemaAttributes, ...added];
    if (all.filter(({ Name }) => Name.includes('custom:')).length > MOST_CUSTOM_ATTRIBUTES)
      throw invalidParameter(`A user pool has at most ${MOST_CUSTOM_ATTRIBUTES} custom attributes.`);
    configure({ ...settings(), SchemaAttributes: all, modifiedAt: now() });
    return {};
  },
});
