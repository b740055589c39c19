import * as v from 'valibot';
import { invalidParameter } from '../../internal/exception.js';
import { arn, bytes, oneOf, text } from '../../members/shapes.js';
import type { Pool } from '../../pool/pool.js';
import { described } from '../../state/kept.js';
import { requireTier } from '../../state/tier.js';
import { adminOperation } from '../definition.js';
import { clientId, userPoolId } from '../schemas.js';

/** What a setting of the whole pool is called, where one of a single client has the client's id. */
const ALL = 'ALL';

const perClient = { UserPoolId: userPoolId, ClientId: v.optional(clientId) };

/** @throws ResourceNotFoundException */
function scopeOf({ clients }: Pool, ClientId = ALL): string {
  return ClientId === ALL ? ALL : clients.require(ClientId).ClientId;
}

const action = <const Actions extends readonly string[]>(actions: Actions) =>
  v.optional(v.object({ Notify: v.boolean(), EventAction: oneOf(actions) }));
const takeover = action(['BLOCK', 'MFA_IF_CONFIGURED', 'MFA_REQUIRED', 'NO_ACTION']);
const body = v.optional(text({ min: 6, max: 20_000 }));
const email = v.optional(v.object({ Subject: text({ max: 140 }), HtmlBody: body, TextBody: body }));
const anyText = v.optional(text({ max: 2048 }));
const ranges = v.optional(v.array(text({ max: 64 })));

export const setRiskConfiguration = adminOperation({
  name: 'SetRiskConfiguration',
  keptOnly: true,
  notModelled: 'Threat protection',
  input: v.object({
    ...perClient,
    CompromisedCredentialsRiskConfiguration: v.optional(
      v.object({
        EventFilter: v.optional(v.array(oneOf(['SIGN_IN', 'PASSWORD_CHANGE', 'SIGN_UP']))),
        Actions: v.object({ EventAction: oneOf(['BLOCK', 'NO_ACTION']) }),
      }),
    ),
    AccountTakeoverRiskConfiguration: v.optional(
      v.object({
        Actions: v.object({ LowAction: takeover, MediumAction: takeover, HighAction: takeover }),
        NotifyConfiguration: v.optional(
          v.object({
            SourceArn: arn,
            From: anyText,
            ReplyTo: anyText,
            BlockEmail: email,
            NoActionEmail: email,
            MfaEmail: email,
          }),
        ),
      }),
    ),
    RiskExceptionConfiguration: v.optional(
      v.object({ BlockedIPRangeList: ranges, SkippedIPRangeList: ranges }),
    ),
  }),
  handle: (given, pool) => {
    requireTier(pool.settings(), 'Threat protection');
    const record = pool.kept.save('Risk configuration', scopeOf(pool, given.ClientId), given);
    return { RiskConfiguration: { ...given, LastModifiedDate: new Date(record.modifiedAt) } };
  },
});

/** Of a configuration that nobody has set, the service describes the pool alone. */
export const describeRiskConfiguration = adminOperation({
  name: 'DescribeRiskConfiguration',
  input: v.object(perClient),
  handle: ({ UserPoolId, ClientId }, pool) => {
    const found = pool.kept.find('Risk configuration', scopeOf(pool, ClientId));
    return {
      RiskConfiguration: found
        ? { ...found.members, LastModifiedDate: new Date(found.modifiedAt) }
        : { UserPoolId, ...(ClientId !== undefined && { ClientId }) },
    };
  },
});

export const setUICustomization = adminOperation({
  name: 'SetUICustomization',
  keptOnly: true,
  notModelled: 'Serving the image',
  input: v.object({
    ...perClient,
    CSS: v.optional(text({ min: 0, max: 131_072 })),
    ImageFile: v.optional(bytes),
  }),
  handle: ({ UserPoolId, ClientId = ALL, CSS, ImageFile }, pool) => {
    const scope = scopeOf(pool, ClientId);
    if (pool.kept.all('Domain').length === 0)
      throw invalidParameter('There has to be an existing domain associated with this user pool');
    const customization = pool.kept.save('UI customization', scope, {
      UserPoolId,
      ClientId,
      ...(CSS !== undefined && { CSS, CSSVersion: '1' }),
      ...(ImageFile !== undefined && { ImageUrl: `https://local/${UserPoolId}/${scope}/logo` }),
    });
    return { UICustomization: described(customization) };
  },
});

/** A client without one of its own has the pool's; where that is not set either, there is nothing to tell. */
export const getUICustomization = adminOperation({
  name: 'GetUICustomization',
  input: v.object(perClient),
  handle: ({ ClientId }, pool) => {
    const own = pool.kept.find('UI customization', scopeOf(pool, ClientId));
    const found = own ?? pool.kept.find('UI customization', ALL);
    return { UICustomization: found ? described(found) : {} };
  },
});

export const setLogDeliveryConfiguration = adminOperation({
  name: 'SetLogDeliveryConfiguration',
  keptOnly: true,
  notModelled: 'Delivering logs',
  input: v.object({
    UserPoolId: userPoolId,
    LogConfigurations: v.pipe(
      v.array(
        v.object({
          LogLevel: oneOf(['ERROR', 'INFO']),
          EventSource: oneOf(['userNotification', 'userAuthEvents']),
          CloudWatchLogsConfiguration: v.optional(v.object({ LogGroupArn: v.optional(arn) })),
          S3Configuration: v.optional(v.object({ BucketArn: v.optional(text({ min: 3, max: 1024 })) })),
          FirehoseConfiguration: v.optional(v.object({ StreamArn: v.optional(arn) })),
        }),
      ),
      v.maxLength(2, 'Member must have length less than or equal to 2'),
    ),
  }),
  handle: ({ UserPoolId, LogConfigurations }, { kept, settings }) => {
    if (LogConfigurations.some(({ EventSource }) => EventSource === 'userAuthEvents'))
      requireTier(settings(), 'Threat protection');
    kept.save('Log delivery configuration', ALL, { LogConfigurations });
    return { LogDeliveryConfiguration: { UserPoolId, LogConfigurations } };
  },
});

export const getLogDeliveryConfiguration = adminOperation({
  name: 'GetLogDeliveryConfiguration',
  input: v.object({ UserPoolId: userPoolId }),
  handle: ({ UserPoolId }, { kept }) => {
    const { LogConfigurations } = kept.find('Log delivery configuration', ALL)?.members ?? {
      LogConfigurations: [],
    };
    return { LogDeliveryConfiguration: { UserPoolId, LogConfigurations } };
  },
});
