import { send } from '../../helpers/conformance.js';
import { operationsOf, refused } from './table/conforms.js';

operationsOf('public', (name, trial) => {
  test('is for anybody, whatever else they have signed', async () => {
    const { world } = trial();
    for (const authorization of ['', 'Bearer x', 'AWS4-HMAC-SHA256 nonsense'])
      expect(await refused(send(world.pool, name, {}, { authorization }))).toMatchObject({
        name: 'InvalidParameterException',
      });
  });
});
