import { type ErrorCode, errorTable, type ServiceErrorCode } from 'portcullis/errors';
import { adviceOn } from '../../src/errors/advice.js';
import { ERROR_WORDS } from './error-words.js';

/** Cognito's exceptions and messages that become a code. */
function refusalsOf(code: string): string[] {
  return Object.entries(errorTable).flatMap(([exception, { code: itself, reasons, error }]) => [
    ...reasons
      .filter(([, each]) => each === code)
      .map(
        ([message]) => `\`${exception}\` with a message like \`${message.source}\`, as a \`${error.name}\``,
      ),
    ...(itself === code
      ? [`\`${exception}\`${reasons.length > 0 ? ' with any other message' : ''}, as a \`${error.name}\``]
      : []),
  ]);
}

function adviceFor(code: string): string[] {
  const advice = Object.entries(errorTable)
    .filter(([, row]) => row.code === code || row.reasons.some(([, each]) => each === code))
    .map(([exception]) => adviceOn(exception, code as ServiceErrorCode));
  return [...new Set(advice.filter(each => each !== undefined))];
}

function errorPage(code: string, [means, tell]: readonly [string, string]): string {
  const refusals = refusalsOf(code);
  const advice = adviceFor(code);
  return [
    `# \`${code}\``,
    means,
    ...(advice.length > 0 ? ['## What to do', ...advice] : []),
    '## What to tell the person',
    `> ${tell}`,
    ...(refusals.length > 0 ? ['## Where it comes from', refusals.map(line => `- ${line}`).join('\n')] : []),
    '[All errors](/docs/errors)',
    '',
  ].join('\n\n');
}

/** A page for each code, by the code. */
export const errorPages = (): readonly (readonly [ErrorCode, string])[] =>
  Object.entries(ERROR_WORDS).map(([code, words]) => [code as ErrorCode, errorPage(code, words)]);
