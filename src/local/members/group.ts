import * as v from 'valibot';
import { text, whole } from './shapes.js';

/** Names of users and groups are made of what can be seen, of any script: no space, nothing that steers a terminal. */
export const VISIBLE = /^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u;

export const groupName = text({ max: 128, pattern: VISIBLE });

/** What CreateGroup and UpdateGroup say of a group. */
export const groupMembers = {
  GroupName: groupName,
  Description: v.optional(text({ min: 0, max: 2048 })),
  Precedence: v.optional(whole(0, 2 ** 31 - 1)),
  RoleArn: v.optional(text({ min: 20, max: 2048, pattern: /^arn:[\w+=/,.@-]+:[\w+=/,.@-]+:.*$/ })),
};
