import { html } from 'hono/html';
import { parseJson } from '../../internal/json.js';
import { checkOf } from '../internal/check-of.js';
import { CognitoException, type Why } from '../internal/exception.js';
import type { RecentRequest, RecentRequests } from '../internal/recent-requests.js';
import { redacted } from '../internal/request-log.js';
import type { Html } from './html.js';
import { CONSOLE, type Page } from './layout.js';
import { badge, facts, HIDDEN, json, moment, reveal, timeOfDay } from './parts.js';

/** The page of the latest requests, to which new ones are added as they come. */
export function requestsPage(recent: RecentRequests, onlyRefused: boolean): Page {
  const items = requestItems(recent, onlyRefused);
  return {
    title: 'Requests',
    body: html`<form class="bar" method="get">
<label><input type="checkbox" name="refused" value="1"${onlyRefused ? html` checked` : ''}> Only those that were refused</label>
<button class="second">Show</button>
<button type="button" class="second" id="pause" aria-pressed="false" hidden>Pause</button>
</form>
<p class="quiet empty">No requests yet. They appear here as they come.</p>
<ol class="requests" data-live="${CONSOLE}/requests${onlyRefused ? '?refused=1' : ''}" data-last="${recent.last}" data-one="request" data-many="requests">${items}</ol>`,
  };
}

/** The requests after a number, the latest first. */
export const requestItems = (recent: RecentRequests, onlyRefused: boolean, after?: number): Html[] =>
  recent
    .after(after)
    .filter(request => !onlyRefused || failureOf(request) !== undefined)
    .map(requestItem);

function requestItem(request: RecentRequest): Html {
  const { id, at, operation, subject, outcome, ms } = request;
  const failure = failureOf(request);
  return html`<li>
<a href="${CONSOLE}/requests/${id}"><span class="quiet">${timeOfDay(at)}</span> <b>${operation}</b> <span>${subject}</span></a>
<span class="outcome">${failure ? badge(nameOf(request), 'bad') : badge(outcome, 'good')}</span> <span class="quiet ms">${Math.round(ms)} ms</span>
${failure ? html`<div class="why"><p>${failure.message}</p>${whyOf(failure, false)}</div>` : ''}
</li>`;
}

/** One request: why it was refused, and what was sent and answered. */
export function requestPage(request: RecentRequest, isClear: boolean, now: number): Page {
  const { id, at, operation, subject, outcome, ms } = request;
  const failure = failureOf(request);
  return {
    title: `${operation}, request ${id}`,
    body: html`${facts([
      ['Outcome', failure ? badge(nameOf(request), 'bad') : badge(outcome, 'good')],
      ['User', subject],
      ['Time', moment(at, now)],
      ['Took', `${ms.toFixed(1)} ms`],
    ])}
${failure ? html`<h2>Why it was refused</h2><div class="why"><p>${failure.message}</p>${whyOf(failure, isClear)}</div>` : ''}
${reveal(isClear, 'Secrets')}
<h2>What was sent</h2>${bodyOf(request.sent, isClear)}
<h2>What was answered</h2>${bodyOf(request.answered, isClear)}`,
  };
}

/** What went wrong, by the client's fault or ours. */
const failureOf = ({ refusal, error }: RecentRequest): Error | undefined =>
  refusal ?? (error instanceof Error ? error : undefined);

/** The service's name of what went wrong; the Gates backend has no names. */
function nameOf({ refusal }: RecentRequest): string {
  if (refusal === undefined) return 'InternalErrorException';
  return refusal instanceof CognitoException ? refusal.type : 'refused';
}

/** Which check refused, what it expected and what it was sent. */
function whyOf(error: Error, isClear: boolean): Html {
  const { expected, sent, secrets = {} }: Why = error instanceof CognitoException ? error.why : {};
  const [check = 'not known', ...within] = checkOf(error);
  return facts([
    [
      'Check',
      html`<code>${check}</code>${within.length > 0 ? html` <span class="quiet">in ${within.join(', ')}</span>` : ''}`,
    ],
    ['Expected', withSecret(expected, secrets.expected, isClear)],
    ['Sent', withSecret(sent, secrets.sent, isClear)],
  ]);
}

function withSecret(text: string | undefined, secret: string | undefined, isClear: boolean) {
  if (secret === undefined) return text;
  return html`${text ?? ''} ${isClear ? html`<code>${secret}</code>` : HIDDEN}`;
}

function bodyOf(text: string | undefined, isClear: boolean): Html {
  if (text === undefined)
    return html`<p class="quiet">Not kept: there was none, or it is longer than 16 kB.</p>`;
  if (text === '') return html`<p class="quiet">Nothing.</p>`;
  const value = parseJson(text);
  if (value === undefined)
    return isClear ? html`<pre tabindex="0">${text}</pre>` : html`<p>No JSON: ${HIDDEN}</p>`;
  return json(isClear ? value : redacted(value));
}
