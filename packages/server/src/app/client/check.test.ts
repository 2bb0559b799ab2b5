import { expect, it } from 'vitest';
import { TEST_TIME } from '../../../../../test/support/clock.ts';
import { describeUseCase } from '../../../../../test/support/use-case.ts';
import { checkClient } from './check.ts';
import { addClient } from './manage.ts';

describeUseCase('the check of a program', (world) => {
  it('takes the scheme in any case (RFC 9110 §11.1), and writes nothing', async () => {
    const { id, token } = await addClient(world.deps, 'Pipeline', TEST_TIME);
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await checkClient(world.deps, `${scheme} ${token}`)).toEqual({ id, name: 'Pipeline' });
    }
  });
});
