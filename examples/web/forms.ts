import type { Handler } from 'hono';
import { CsrfError } from 'portcullis/errors';
import * as v from 'valibot';
import type { Env, WebContext } from './env.js';
import type { PoolSettings } from './pool-settings.js';
import { type Problem, problemOf } from './problems.js';

/** What was typed into a form, by field. Empty at first. */
export type Typed = Readonly<Record<string, string>>;

/** Shows the page of a form: at first, and again with what was typed and what is wrong with it. */
export type FormPage = (
  context: WebContext,
  typed?: Typed,
  problems?: readonly Problem[],
) => Response | Promise<Response>;

/** The fields of a form, some of which depend on what the pool asks for. */
type Fields<Entries extends v.ObjectEntries> = Entries | ((settings: PoolSettings) => Entries);

const OUT_OF_DATE: Problem = {
  message: 'This form was out of date, so nothing was done. Check it and send it again',
  status: 403,
};

/**
 * Handles a form: `handle` gets its values once they are valid. The form's page shows invalid values, and what the pool
 * refuses.
 */
export function answering<Entries extends v.ObjectEntries>(
  fields: Fields<Entries>,
  page: FormPage,
  handle: (
    context: WebContext,
    values: v.InferOutput<v.ObjectSchema<Entries, undefined>>,
  ) => Promise<Response>,
): Handler<Env> {
  return async context => {
    const { _csrf, ...typed } = await fieldsOf(context);
    if (!isCurrent(context, _csrf)) return page(context, typed, [OUT_OF_DATE]);
    const entries = typeof fields === 'function' ? fields(context.var.settings) : fields;
    const { success, output, issues } = v.safeParse(v.object(entries), typed, { abortPipeEarly: true });
    // A code that was wrong or is spent had better be typed anew.
    const { code: _, ...words } = typed;
    if (!success) return page(context, words, issues.map(toProblem));
    try {
      return await handle(context, output);
    } catch (error) {
      const problem = problemOf(error);
      if (!problem) throw error;
      return page(context, words, [problem]);
    }
  };
}

const toProblem = (issue: v.BaseIssue<unknown>): Problem => ({
  field: v.getDotPath(issue) ?? '',
  message: issue.message,
});

/**
 * Whether a form is one of this session. One of ours that is not is shown again with what was typed.
 *
 * @throws {CsrfError} for a form that may come from another site.
 */
function isCurrent({ req, var: { session } }: WebContext, token: unknown): boolean {
  try {
    session.checkCsrf(token);
    return true;
  } catch (error) {
    if (error instanceof CsrfError && req.header('sec-fetch-site') === 'same-origin') return false;
    throw error;
  }
}

/** A form's fields, as they came. */
export const fieldsOf = async ({ req }: WebContext): Promise<Typed> =>
  Object.fromEntries(new URLSearchParams(await req.text()));
