import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import transform, { type Options } from '../../src/codemods/amazon-cognito-identity-js.js';
import { convert, program } from './convert.js';

/** Those that run on Node. */
const ON_NODE: Options = { entry: 'portcullis' };
const options = (name: string): Options => (/^[A-Z]|^marked/.test(name) ? {} : ON_NODE);

const programs = readdirSync(resolve(__dirname, 'before')).filter(name => !name.startsWith('amplify'));

test.each(programs)('%s becomes what is beside it, and a second run leaves that as it is', name => {
  const { text } = convert(transform, program('before', name), options(name));
  const after = program('after', name);
  expect(text).toBe(after.source);
  expect(convert(transform, after, options(name)).text).toBe(text);
});
