import * as v from 'valibot';
import type { WebContext } from './env.js';
import { fieldsOf, type Typed } from './forms.js';

/** What is not kept: what is secret, and what belongs to the form and not to the person. */
const NOT_KEPT = ['_csrf', 'challenge', 'code', 'id', 'newPassword', 'password', 'uri'];

/** The session takes 1,024 bytes. Longer words are lost. */
const MOST_BYTES = 900;

const drafted = v.object({ page: v.string(), whose: v.string(), typed: v.record(v.string(), v.string()) });

/** Keeps what was typed into a form whose session is over, until its page is shown after the next sign-in. */
export async function keepDraft(context: WebContext, page: string): Promise<void> {
  const { _for: whose, ...typed } = await fieldsOf(context);
  const fields = Object.entries(typed).filter(([name]) => !NOT_KEPT.includes(name));
  const draft = { page, whose, typed: Object.fromEntries(fields) };
  if (whose && fields.length > 0 && Buffer.byteLength(JSON.stringify(draft)) <= MOST_BYTES)
    await context.var.session.save({ draft });
}

/**
 * What was typed into the form of this page before its session was over; undefined where nothing was, or where another
 * person typed it in this browser.
 */
export async function takeDraft({ req, var: { session } }: WebContext): Promise<Typed | undefined> {
  const { success, output } = v.safeParse(drafted, session.data.draft);
  if (!success || output.page !== req.path) return undefined;
  await session.save({});
  return output.whose === session.principal?.sub ? output.typed : undefined;
}
