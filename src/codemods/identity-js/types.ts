import type { Edit, Node } from '../source/edit.js';
import type { Library } from '../source/library.js';

/** Our types for the library's. */
const TYPES: Readonly<Record<string, string>> = {
  CognitoUser: 'Cognito',
  CognitoUserPool: 'UserPool',
  CognitoUserSession: 'CompleteTokenSet',
  ISignUpResult: 'Registered',
  CodeDeliveryDetails: 'CodeDelivery',
  ICognitoStorage: 'WebStorage',
};

/** Tokens are strings, and an attribute or the details of a sign-in are plain objects. */
const PLAIN: Readonly<Record<string, string>> = {
  CognitoIdToken: 'string',
  CognitoAccessToken: 'string',
  CognitoRefreshToken: 'string',
  CognitoUserAttribute: '{ Name: string; Value: string }',
  ICognitoUserAttributeData: '{ Name: string; Value: string }',
  ClientMetadata: 'Record<string, string> | undefined',
  ChallengeName: 'string',
  AuthenticationDetails: '{ Username: string; Password: string }',
  IAuthenticationDetailsData: '{ Username: string; Password: string }',
};

/** @returns The names of ours that types need. */
export function convertTypes(edit: Edit, library: Library): ReadonlySet<string> {
  const { j, root } = edit;
  const needed = new Set<string>();
  for (const path of root.find(j.TSTypeReference).paths()) {
    const name = library.nameOf(path.node.typeName as Node);
    if (!name) continue;
    const [ours, plain] = [TYPES[name], PLAIN[name]];
    if (ours) {
      path.node.typeName = j.identifier(ours);
      needed.add(ours);
    } else if (plain) path.replace(typeOf(plain, edit));
    else {
      edit.mark(path, `${name} is not there: the page on this library says what takes its place`);
      continue;
    }
    edit.converted += 1;
  }
  return needed;
}

function typeOf(text: string, edit: Edit): never {
  const statement = edit.statement(`type T = ${text};`);
  return (statement as unknown as { typeAnnotation: never }).typeAnnotation;
}
