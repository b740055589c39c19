import { invalidParameter } from '../internal/exception.js';
import type { Parameters } from './types.js';

/** @throws InvalidParameterException when it is absent or empty. */
export function required(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (!value)
    throw invalidParameter(`Missing required parameter ${name}`, {
      expected: name,
      sent: value === '' ? 'an empty text' : 'nothing',
    });
  return value;
}
