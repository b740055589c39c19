import type { AuthEventType } from '@aws-sdk/client-cognito-identity-provider';
import * as v from 'valibot';
import { CognitoException, notFound } from '../internal/exception.js';
import { oneOf, text } from '../members/shapes.js';
import type { Pool } from '../pool/pool.js';
import { OrderedKeys } from '../state/ordered-keys.js';
import type { UserSessionRecord } from '../state/user-sessions.js';
import { adminUserOperation } from './definition.js';
import { limit, nextPage, pageToken } from './paging.js';

/** @throws UserPoolAddOnNotEnabledException where the pool has no threat protection. */
function requireThreatProtection({ settings }: Pool): void {
  const mode = settings().UserPoolAddOns?.AdvancedSecurityMode ?? 'OFF';
  if (mode === 'OFF')
    throw new CognitoException('UserPoolAddOnNotEnabledException', 'User pool add-ons are not enabled');
}

/** A sign-in as an event. */
const eventType = ({ eventId, authTime, feedback }: UserSessionRecord): AuthEventType => ({
  EventId: eventId,
  EventType: 'SignIn',
  CreationDate: new Date(authTime * 1000),
  EventResponse: 'Pass',
  EventRisk: { RiskDecision: 'NoRisk', CompromisedCredentialsDetected: false },
  ChallengeResponses: [{ ChallengeName: 'Password', ChallengeResponse: 'Success' }],
  ...(feedback && {
    EventFeedback: {
      FeedbackValue: feedback.value,
      Provider: 'ADMIN',
      FeedbackDate: new Date(feedback.at),
    },
  }),
});

/** The latest sign-in first. */
export const adminListUserAuthEvents = adminUserOperation({
  name: 'AdminListUserAuthEvents',
  notModelled: 'Events of any risk, of failures, and where they came from',
  input: v.object({ MaxResults: limit, NextToken: pageToken }),
  handle: ({ MaxResults, NextToken: token }, { pool, user }) => {
    requireThreatProtection(pool);
    const keys = new OrderedKeys();
    for (const { eventId } of pool.userSessions.allOf(user.username).reverse()) keys.add(eventId);
    const read = (eventId: string) => pool.userSessions.findByEvent(eventId);
    const { items, nextToken } = keys.page({ limit: MaxResults, token, read });
    return { AuthEvents: items.map(eventType), ...nextPage(nextToken) };
  },
});

export const adminUpdateAuthEventFeedback = adminUserOperation({
  name: 'AdminUpdateAuthEventFeedback',
  input: v.object({
    EventId: text({ max: 50, pattern: /^[\w+-]+$/ }),
    FeedbackValue: oneOf(['Valid', 'Invalid']),
  }),
  handle: ({ EventId, FeedbackValue }, { pool, user }) => {
    requireThreatProtection(pool);
    const event = pool.userSessions.findByEvent(EventId);
    if (event?.username !== user.username) throw notFound('Auth event does not exist.');
    pool.userSessions.recordFeedback(event, FeedbackValue);
    return {};
  },
});
