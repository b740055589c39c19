import {
  type Edit,
  type Expression,
  isNothing,
  keysOf,
  memberValue,
  type Node,
  type Path,
} from '../source/edit.js';
import type { Library } from '../source/library.js';
import { optionsOf } from '../source/options.js';
import { removeDeclarator } from '../source/references.js';
import { writtenOut } from './sign-in.js';

/** Where the program runs, and so which entry it imports. */
export type Entry = 'portcullis/web' | 'portcullis';

/** Converts `new CognitoUser(…)` and its like. What they were made from is written out where it is for them alone. */
export function convertConstructors(edit: Edit, library: Library, entry: Entry): void {
  const { j, root } = edit;
  for (const path of root.find(j.NewExpression).paths().reverse() as Path[]) {
    const { callee, arguments: args } = path.node as unknown as { callee: Node; arguments: Expression[] };
    const name = library.nameOf(callee);
    const convert = name && Object.hasOwn(CONSTRUCTORS, name) ? CONSTRUCTORS[name] : undefined;
    if (!name) continue;
    const data = args[0];
    if (!convert || !data) {
      edit.mark(path, `${name} is not there: the page on this library says what takes its place`);
      continue;
    }
    if (j.ObjectExpression.check(data) && !keysOf(data, j)) {
      edit.mark(
        path,
        'new UserPool({ userPoolId, clientId }) and new Cognito({ pool, username }): name each option',
      );
      continue;
    }
    const made = convert({ path, data, edit, entry });
    if (!made) continue;
    edit.converted += 1;
    path.replace(made);
  }
}

interface Making {
  readonly path: Path;
  readonly data: Expression;
  readonly edit: Edit;
  readonly entry: Entry;
}

const CONSTRUCTORS: Readonly<Record<string, (making: Making) => Expression | undefined>> = {
  CognitoUserPool: making => {
    const { edit, entry, path } = making;
    const { value, names, forget } = dataOf(making);
    const storage = value('Storage', false);
    if (names?.includes('AdvancedSecurityDataCollectionFlag'))
      edit.mark(path, 'data for threat protection are not collected');
    const store = storage
      ? edit.expression('new WebStore($of)', { of: optionsOf([['storage', storage]], edit) })
      : entry === 'portcullis/web' && edit.expression('new WebStore()');
    const options = optionsOf(
      [
        ['userPoolId', value('UserPoolId')],
        ['clientId', value('ClientId')],
        ['endpoint', value('endpoint', false)],
        ['store', store || undefined],
      ],
      edit,
    );
    forget();
    return edit.expression('new UserPool($options)', { options });
  },
  CognitoUser: making => {
    const { edit, path } = making;
    const { value, names, forget } = dataOf(making);
    if (names?.includes('Storage')) edit.mark(path, 'the store belongs to the pool: new UserPool({ store })');
    const options = optionsOf(
      [
        ['pool', value('Pool')],
        ['username', value('Username')],
      ],
      edit,
    );
    forget();
    return edit.expression('new Cognito($options)', { options });
  },
  // Plain objects serve for these two.
  AuthenticationDetails: ({ data }) => data,
  CognitoUserAttribute: ({ data }) => data,
};

/** The members that something is made from, written out or of a variable. */
function dataOf({ path, data, edit }: Making) {
  const { j } = edit;
  const found = writtenOut(path.get('arguments', 0), data, edit);
  const object = found?.object ?? (j.ObjectExpression.check(data) ? data : undefined);
  const names = object && keysOf(object, j);
  return {
    names,
    value: (name: string, isNeeded = true): Expression | undefined => {
      if (object && names)
        return isNothing(memberValue(object, name, j), j) ? undefined : memberValue(object, name, j);
      return isNeeded ? edit.expression(`$data.${name}`, { data }) : undefined;
    },
    forget: () => {
      if (names) found?.declarators.forEach(each => void removeDeclarator(each, edit));
    },
  };
}
