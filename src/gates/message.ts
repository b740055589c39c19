import { parseJson } from '../internal/json.js';

/** Finds the message of an error answer, in any format. */

/** Enough for any message. */
const LONGEST_MESSAGE = 300;
const LONGEST_READ = 20_000;

/** Where backends and gateways put it, the likeliest first. */
const MESSAGE_KEYS = ['message', 'Message', 'errorMessage', 'error_description', 'detail', 'error'];

/**
 * The best message in a body: JSON's `message` or its like, a bare JSON string, the title of an HTML page, or the text
 * itself. One line; empty where the body says nothing.
 */
export function messageIn(body: string): string {
  const message =
    textOf(parseJson(body)) ?? fromHtml(body.slice(0, LONGEST_READ)) ?? body.slice(0, LONGEST_READ);
  // A message from outside must not forge lines in a log.
  const line = message.replace(/[\s\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim();
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Record<string, unknown>;
  for (const key of MESSAGE_KEYS) {
    const text = Object.hasOwn(members, key) ? shallow(members[key]) : undefined;
    if (typeof text === 'string' && text) return text;
  }
  return undefined;
}

/** `{"error":{"message":…}}` is common; anything deeper is not. */
const shallow = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'message' in value ? value.message : value;

function fromHtml(body: string): string | undefined {
  if (!/^\s*(<!doctype|<html|<head|<body|<h1|<\?xml)/i.test(body)) return undefined;
  const titled = /<(title|h1)\b[^>]*>([^<]+)/i.exec(body)?.[2];
  return titled?.trim() ? titled : body.replace(/<[^>]*>/g, ' ');
}
