import { send } from '../../helpers/conformance.js';
import { refusal } from '../../helpers/sdk.js';
import { operationsOf, refused } from './table/conforms.js';

operationsOf('iam', (name, trial) => {
  test('is for those who sign with AWS credentials', async () => {
    const { world, input } = trial();
    expect(await refused(send(world.pool, name, input))).toEqual(
      refusal('MissingAuthenticationTokenException', 'Missing Authentication Token'),
    );
  });
});
