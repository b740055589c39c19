import fc from 'fast-check';
import { parseUserPoolId } from '../../src/config/user-pool-id.js';
import { InvalidOptionError } from '../../src/errors/invalid-option.js';

describe('a user pool id', () => {
  it.each([
    ['eu-west-1_AbCdEf123', 'eu-west-1', 'AbCdEf123'],
    ['us-gov-west-1_x', 'us-gov-west-1', 'x'],
    ['local_pool_0', 'local_pool', '0'],
  ])('%s is a region and a name', (id, region, poolName) => {
    expect(parseUserPoolId(id)).toEqual({ region, poolName });
  });

  it('is put together from its parts again', () => {
    const region = fc.stringMatching(/^[\w-]{1,27}$/);
    const name = fc.stringMatching(/^[0-9a-zA-Z]{1,27}$/);
    fc.assert(
      fc.property(region, name, (expected, poolName) => {
        expect(parseUserPoolId(`${expected}_${poolName}`)).toEqual({ region: expected, poolName });
      }),
    );
  });

  it.each([
    '',
    '_',
    'eu-west-1',
    'eu-west-1_',
    '_AbCdEf123',
    'eu-west-1_Ab-Cd',
    'eu-west-1_AbCdEf123\n',
    ' eu-west-1_AbCdEf123',
    'evil.example/eu-west-1_AbCdEf123',
    `eu-west-1_${'a'.repeat(46)}`,
  ])('is not %j, and the error names the option and shows the form', id => {
    expect(() => parseUserPoolId(id)).toThrow(InvalidOptionError);
    expect(() => parseUserPoolId(id)).toThrow(/^userPoolId .*eu-west-1_AbCdEf123/);
  });
});
