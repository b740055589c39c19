import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IAM } from '@aws-sdk/client-iam';
import { hangingUp } from './hang-up.js';

const ACCOUNT = '123456789012';
const VERSION = '2010-05-08';
const NAMESPACE = `https://iam.amazonaws.com/doc/${VERSION}/`;
const PAGE = 2;

/** A role as the endpoint keeps it. */
export interface StoredRole {
  readonly name: string;
  readonly path: string;
  readonly arn: string;
  trustPolicy: string;
  readonly policies: Map<string, string>;
  readonly attached: Set<string>;
}

/** What goes wrong with one call: refused before anything happened, or done and the answer lost. */
export type Fault =
  | { readonly code: string; readonly status: number }
  | 'answer-lost'
  | 'no-answer'
  | 'not-xml';

type Parameters = Readonly<Record<string, string>>;

export interface IamServer {
  readonly endpoint: string;
  readonly roles: Map<string, StoredRole>;
  /** Every call that came, in order. */
  readonly calls: { readonly action: string; readonly parameters: Parameters }[];
  /** Asked for every call. */
  fault: (action: string, parameters: Parameters) => Fault | undefined;
  /** Puts a role there that somebody else made. */
  add(role: {
    name: string;
    path?: string;
    trustPolicy?: object;
    policies?: Record<string, object>;
  }): StoredRole;
  /** A real SDK client that talks to this endpoint, by default without retries. */
  client(maxAttempts?: number): IAM;
  close(): void;
}

class Refused extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    message = code,
  ) {
    super(message);
  }
}

/** IAM's API, as far as provisioning calls it, by the Query protocol: forms in, XML out. It refuses any other request. */
export async function startIamServer(): Promise<IamServer> {
  const roles = new Map<string, StoredRole>();
  const calls: IamServer['calls'] = [];
  const clients: IAM[] = [];
  const listener = hangingUp(async (request, response) => {
    try {
      const { Action: action = '', Version, ...parameters } = await form(request);
      calls.push({ action, parameters });
      expectSigned(request);
      if (Version !== VERSION) throw new Refused('InvalidAction', 400, `no version ${Version}`);
      const fault = self.fault(action, parameters);
      if (fault === 'no-answer') return;
      if (fault === 'not-xml') return void response.writeHead(200).end('{"proxy":"page"}');
      if (typeof fault === 'object') throw new Refused(fault.code, fault.status);
      const result = perform(roles, action, parameters);
      if (fault === 'answer-lost') return void request.socket.destroy();
      answer(response, 200, envelope(action, result));
    } catch (error) {
      if (error instanceof Refused) return answer(response, error.status, refusal(error));
      throw error;
    }
  });
  const server = createServer(listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: IamServer = {
    endpoint,
    roles,
    calls,
    fault: () => undefined,
    add: ({ name, path = '/', trustPolicy = {}, policies = {} }) => {
      const role = stored(name, path, JSON.stringify(trustPolicy));
      for (const [policy, document] of Object.entries(policies))
        role.policies.set(policy, JSON.stringify(document));
      roles.set(name.toLowerCase(), role);
      return role;
    },
    client(maxAttempts = 1) {
      const credentials = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'local' };
      const iam = new IAM({ endpoint, region: 'us-east-1', credentials, maxAttempts });
      clients.push(iam);
      return iam;
    },
    close() {
      for (const iam of clients) iam.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
  return self;
}

async function form(request: IncomingMessage): Promise<Parameters> {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.method !== 'POST' || request.headers['content-type'] !== 'application/x-www-form-urlencoded')
    throw new Refused('MalformedQueryString', 404);
  return Object.fromEntries(new URLSearchParams(body));
}

function expectSigned({ headers }: IncomingMessage): void {
  const scope =
    /^AWS4-HMAC-SHA256 Credential=AKIDLOCAL\/\d{8}\/us-east-1\/iam\/aws4_request, SignedHeaders=[\w;-]*host[\w;-]*, Signature=[0-9a-f]{64}$/;
  if (!scope.test(headers.authorization ?? '') || !/^\d{8}T\d{6}Z$/.test(String(headers['x-amz-date'])))
    throw new Refused('MissingAuthenticationToken', 403);
}

const stored = (name: string, path: string, trustPolicy: string): StoredRole => ({
  name,
  path,
  arn: `arn:aws:iam::${ACCOUNT}:role${path}${name}`,
  trustPolicy,
  policies: new Map(),
  attached: new Set(),
});

/** What a parameter has to be like. A parameter that is not here is refused. */
const RULES: Readonly<Record<string, RegExp>> = {
  RoleName: /^[\w+=,.@-]{1,64}$/,
  PolicyName: /^[\w+=,.@-]{1,128}$/,
  Path: /^(\/[\x21-\x7E]{0,510}\/|\/)$/,
  PathPrefix: /^\/[\x21-\x7E]*$/,
  Description: /^[\t\n\r\x20-\x7E\u00A1-\u00FF]{0,1000}$/,
  PolicyArn: /^arn:[\x21-\x7E]{16,2044}$/,
  Marker: /^\d+$/,
  PolicyDocument: /^\{[\s\S]+\}$/,
  AssumeRolePolicyDocument: /^\{[\s\S]+\}$/,
};

interface Operation {
  readonly takes: readonly string[];
  readonly optional?: readonly string[];
  readonly run: (roles: Map<string, StoredRole>, parameters: Parameters) => string;
}

const operations: Readonly<Record<string, Operation>> = {
  CreateRole: {
    takes: ['RoleName', 'Path', 'Description', 'AssumeRolePolicyDocument'],
    run: (roles, { RoleName = '', Path = '', AssumeRolePolicyDocument = '' }) => {
      if (roles.has(RoleName.toLowerCase()))
        throw new Refused('EntityAlreadyExists', 409, `Role with name ${RoleName} already exists.`);
      const role = stored(RoleName, Path, wellFormed(AssumeRolePolicyDocument));
      roles.set(RoleName.toLowerCase(), role);
      return `<Role>${roleXml(role)}</Role>`;
    },
  },
  GetRole: { takes: ['RoleName'], run: (roles, p) => `<Role>${roleXml(required(roles, p))}</Role>` },
  ListRoles: {
    takes: ['PathPrefix'],
    optional: ['Marker'],
    run: (roles, { PathPrefix = '', Marker }) => {
      const under = [...roles.values()].filter(({ path }) => path.startsWith(PathPrefix));
      return page('Roles', under.map(roleXml), Marker);
    },
  },
  UpdateAssumeRolePolicy: {
    takes: ['RoleName', 'PolicyDocument'],
    run: (roles, p) => {
      required(roles, p).trustPolicy = wellFormed(p.PolicyDocument ?? '');
      return '';
    },
  },
  PutRolePolicy: {
    takes: ['RoleName', 'PolicyName', 'PolicyDocument'],
    run: (roles, p) => {
      required(roles, p).policies.set(p.PolicyName ?? '', wellFormed(p.PolicyDocument ?? ''));
      return '';
    },
  },
  GetRolePolicy: {
    takes: ['RoleName', 'PolicyName'],
    run: (roles, p) => {
      const document = required(roles, p).policies.get(p.PolicyName ?? '');
      if (document === undefined) throw noSuchEntity(`The role policy with name ${p.PolicyName}`);
      const names = `<RoleName>${p.RoleName}</RoleName><PolicyName>${p.PolicyName}</PolicyName>`;
      return `${names}<PolicyDocument>${urlEncoded(document)}</PolicyDocument>`;
    },
  },
  ListRolePolicies: {
    takes: ['RoleName'],
    optional: ['Marker'],
    run: (roles, p) => page('PolicyNames', [...required(roles, p).policies.keys()], p.Marker),
  },
  DeleteRolePolicy: {
    takes: ['RoleName', 'PolicyName'],
    run: (roles, p) => {
      if (!required(roles, p).policies.delete(p.PolicyName ?? '')) throw noSuchEntity('The role policy');
      return '';
    },
  },
  ListAttachedRolePolicies: {
    takes: ['RoleName'],
    optional: ['Marker'],
    run: (roles, p) => {
      const arns = [...required(roles, p).attached];
      return page(
        'AttachedPolicies',
        arns.map(arn => `<PolicyArn>${arn}</PolicyArn>`),
        p.Marker,
      );
    },
  },
  DetachRolePolicy: {
    takes: ['RoleName', 'PolicyArn'],
    run: (roles, p) => {
      if (!required(roles, p).attached.delete(p.PolicyArn ?? '')) throw noSuchEntity('The policy');
      return '';
    },
  },
  DeleteRole: {
    takes: ['RoleName'],
    run: (roles, p) => {
      const { name, policies, attached } = required(roles, p);
      if (policies.size + attached.size > 0)
        throw new Refused('DeleteConflict', 409, 'Cannot delete entity, must detach all policies first.');
      roles.delete(name.toLowerCase());
      return '';
    },
  },
};

function perform(roles: Map<string, StoredRole>, action: string, parameters: Parameters): string {
  const operation = operations[action];
  if (!operation) throw new Refused('InvalidAction', 400, `Could not find operation ${action}`);
  const { takes, optional = [] } = operation;
  for (const name of takes) if (parameters[name] === undefined) throw invalid(`${name} is missing`);
  for (const [name, value] of Object.entries(parameters))
    if (![...takes, ...optional].includes(name) || !RULES[name]?.test(value))
      throw invalid(`${name} is invalid`);
  return operation.run(roles, parameters);
}

const invalid = (problem: string) => new Refused('ValidationError', 400, problem);
const noSuchEntity = (what: string) => new Refused('NoSuchEntity', 404, `${what} cannot be found.`);

function required(roles: Map<string, StoredRole>, { RoleName = '' }: Parameters): StoredRole {
  const role = roles.get(RoleName.toLowerCase());
  if (!role) throw noSuchEntity(`The role with name ${RoleName}`);
  return role;
}

/** IAM's first look at a policy. */
function wellFormed(document: string): string {
  const refused = new Refused('MalformedPolicyDocument', 400, 'Syntax errors in policy.');
  try {
    if (JSON.parse(document).Statement === undefined) throw refused;
  } catch {
    throw refused;
  }
  return document;
}

/** Encoded as IAM does it, by RFC 3986: more than encodeURIComponent does. */
const urlEncoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const roleXml = ({ name, path, arn, trustPolicy }: StoredRole): string =>
  `<Path>${path}</Path><RoleName>${name}</RoleName><RoleId>AROAEXAMPLEROLEID0000</RoleId><Arn>${arn}</Arn>` +
  `<CreateDate>2026-01-02T03:04:05Z</CreateDate>` +
  `<AssumeRolePolicyDocument>${urlEncoded(trustPolicy)}</AssumeRolePolicyDocument>`;

/** Pages are short, so that every list of a test has several. */
function page(name: string, members: readonly string[], marker = '0'): string {
  const from = Number(marker);
  const list = members.slice(from, from + PAGE).map(member => `<member>${member}</member>`);
  const more = members.length > from + PAGE;
  return (
    `<${name}>${list.join('')}</${name}><IsTruncated>${more}</IsTruncated>` +
    (more ? `<Marker>${from + PAGE}</Marker>` : '')
  );
}

const METADATA = '<RequestId>7a62c49f-347e-4fc4-9331-6e8eEXAMPLE</RequestId>';

const envelope = (action: string, result: string): string =>
  `<${action}Response xmlns="${NAMESPACE}">${result && `<${action}Result>${result}</${action}Result>`}` +
  `<ResponseMetadata>${METADATA}</ResponseMetadata></${action}Response>`;

const refusal = ({ code, message }: Refused): string =>
  `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code>` +
  `<Message>${message}</Message></Error>${METADATA}</ErrorResponse>`;

function answer(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
}
