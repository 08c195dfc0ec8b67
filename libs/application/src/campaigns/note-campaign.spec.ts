import { makeCampaign, makeTenant } from '../testing/scenario';
import { openSmallEngine, principal } from '../testing/small-engine';
import { GetCampaign } from './get-campaign';
import { NoteCampaign } from './note-campaign';

it('is read by whoever reads the campaign, is taken away by null or nothing but blanks, and is nobody else’s to write', async () => {
  const engine = await openSmallEngine();
  try {
    const tenant = await makeTenant(engine);
    const campaignId = await makeCampaign(engine, tenant);
    const shown = async () => {
      await engine.views.project();
      return (await engine.ask(new GetCampaign(engine.query(), { campaignId }))).note;
    };
    expect(await shown()).toBeNull();
    await engine.run(new NoteCampaign(engine.command(), { campaignId, note: ' Ask Ana first.\nNot on Fridays. ' }));
    expect(await shown()).toBe('Ask Ana first.\nNot on Fridays.');
    await engine.run(new NoteCampaign(engine.command(), { campaignId, note: '  ' }));
    expect(await shown()).toBeNull();
    const other = await makeTenant(engine, 'Outra');
    const who = engine.command({ principal: principal({ subaccountIds: [other.subaccountId] }) });
    await expect(engine.run(new NoteCampaign(who, { campaignId, note: 'x' }))).rejects.toMatchObject({
      code: 'not_found',
    });
  } finally {
    await engine.close();
  }
});
