import * as sdk from '@aws-sdk/client-cognito-identity-provider';
import { Cognito, UserPool } from 'portcullis';
import { UNSIGNED } from '../../src/api/unsigned-operations.js';
import { regionalEndpoint } from '../../src/config/endpoint.js';

const REGIONS = [
  'eu-west-1',
  'us-east-1',
  'sa-east-1',
  'cn-north-1',
  'us-gov-west-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
];

/** What the AWS SDK makes of its own table. */
async function theirs(Region: string, UseFIPS: boolean, UseDualStack: boolean): Promise<string> {
  const { config } = new sdk.CognitoIdentityProviderClient({ region: Region });
  const { url } = config.endpointProvider({ Region, UseFIPS, UseDualStack }, {});
  return url.href.replace(/\/$/, '');
}

test.each(REGIONS)('%s is reached where the AWS SDK reaches it', async region => {
  // Cognito has FIPS endpoints in the United States alone.
  for (const useFipsEndpoint of region.startsWith('us-') ? [false, true] : [false])
    for (const useDualstackEndpoint of [false, true]) {
      const ours = regionalEndpoint({ region, useFipsEndpoint, useDualstackEndpoint });
      expect(ours).toBe(await theirs(region, useFipsEndpoint, useDualstackEndpoint));
    }
});

test('the operations that go unsigned are those that the AWS SDK does not sign', () => {
  const { config } = new sdk.CognitoIdentityProviderClient({ region: 'eu-west-1' });
  const operations = Object.keys(sdk)
    .filter(name => /^[A-Z]\w*Command$/.test(name))
    .map(name => name.replace(/Command$/, ''));
  const unsigned = operations.filter(operation =>
    config
      .httpAuthSchemeProvider({ operation, region: 'eu-west-1' })
      .every(({ schemeId }) => schemeId === 'smithy.api#noAuth'),
  );
  expect(unsigned.length).toBeGreaterThan(20);
  expect(Object.keys(UNSIGNED).sort()).toEqual(unsigned.sort());
});

describe('the environment’s endpoint', () => {
  const saved = { ...process.env };
  afterEach(() => {
    process.env = { ...saved };
  });
  const options = { userPoolId: 'eu-west-1_AbCdEf123', clientId: 'app' };

  test('moves calls and issuer together', () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:4566/';
    const { config } = new UserPool(options).api;
    expect(config.address).toBe('http://127.0.0.1:4566');
    expect(config.issuers).toEqual(['http://127.0.0.1:4566/eu-west-1_AbCdEf123']);
  });

  test('gives way to the service’s own, and to the option', () => {
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    process.env.AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER = 'http://127.0.0.1:2';
    expect(new Cognito(options).pool.api.address).toBe('http://127.0.0.1:2');
    expect(new UserPool({ ...options, endpoint: 'http://127.0.0.1:3' }).api.address).toBe(
      'http://127.0.0.1:3',
    );
  });

  test('can be switched off, and must be an address', () => {
    process.env.AWS_ENDPOINT_URL = 'nonsense';
    expect(() => new UserPool(options)).toThrow('AWS_ENDPOINT_URL must be an http or https URL');
    process.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS = 'true';
    expect(new UserPool(options).api.address).toBe('https://cognito-idp.eu-west-1.amazonaws.com');
  });
});
