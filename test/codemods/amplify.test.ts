import transform from '../../src/codemods/amplify.js';
import { convert, program } from './convert.js';

const options = { session: 'cognito.js' };

test.each(['amplify-account.ts', 'amplify-marked.jsx'])(
  '%s becomes what is beside it, and a second run leaves that as it is',
  name => {
    const { text } = convert(transform, program('before', name), options);
    const after = program('after', name);
    expect(text).toBe(after.source);
    expect(convert(transform, after, options).text).toBe(text);
  },
);

test('a file that uses its names otherwise stays as it is, and says which', () => {
  const source =
    "import { signOut } from 'aws-amplify/auth';\nexport const leave = pool => pool.end(signOut());\n";
  const { text } = convert(transform, { path: 'leave.js', source }, options);
  expect(text).toBe(
    `// TODO(portcullis): nothing is converted here: rename what this file calls pool\n${source}`,
  );
});

test('the whole library, handed on, is marked', () => {
  const source = "import * as Auth from '@aws-amplify/auth';\nexport const service = make(Auth);\n";
  const { text, report } = convert(transform, { path: 'service.js', source }, options);
  expect(text).toContain('// TODO(portcullis): Auth is handed on');
  expect(report).toBe('0 converted, 1 marked');
});

test('the module of the session is found from every folder', () => {
  const source = "import { signOut } from 'aws-amplify/auth';\nexport const leave = () => signOut();\n";
  const { text } = convert(transform, { path: 'src/pages/leave.ts', source }, {});
  expect(text).toContain("import { cognito } from '../cognito';");
  expect(text).toContain('export const leave = () => cognito.revoke();');
});
