import { stream } from '@arauto/domain';
import { CAMPAIGN, SmallFloor } from './testing/small-floor';

describe('how long a delivery is waited for', () => {
  it.each([
    [600, 900],
    [undefined, 259_200],
  ])('is written with the attempt: a template with %j seconds, %d', async (ttl, patience) => {
    const floor = new SmallFloor();
    await floor.prepare();
    await floor.start(CAMPAIGN, undefined, ttl);
    floor.open();
    await floor.until(async () => (await floor.story()).at(-1) === 'TemplateSent');
    const [claimed] = await floor.events(stream.contact(CAMPAIGN, 'person-1'), 1);
    expect(claimed?.data).toMatchObject({ expiresAfter: patience });
    await floor.stop();
  });
});
