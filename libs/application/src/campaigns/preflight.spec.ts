import { makeCampaign, makeTenant, number, type Tenant, uploadRows } from '../testing/scenario';
import { openSmallEngine, type SmallEngine } from '../testing/small-engine';
import { EditCampaign } from './edit-campaign';
import { PreflightCampaign } from './preflight-campaign';

let engine: SmallEngine;
let tenant: Tenant;
let campaignId: string;

const ROWS = [
  { phone: number(1), name: 'José Silva', correlationId: 'order-1', parameters: { amount: '10' } },
  { phone: number(2), name: 'Ana "A"', correlationId: 'order-2' },
  { phone: number(1), name: 'José again' },
  { phone: 'call me', name: 'Nobody' },
  { phone: number(3), name: 'Stop', suppressed: true },
];

beforeEach(async () => {
  engine = await openSmallEngine();
  tenant = await makeTenant(engine);
  campaignId = await makeCampaign(engine, tenant);
});
afterEach(() => engine.close());

describe('pre-flight', () => {
  const preflight = () => engine.ask(new PreflightCampaign(engine.query(), { campaignId }));

  it('counts the audience and says how long it takes', async () => {
    await uploadRows(engine, tenant, campaignId, ROWS);
    expect(await preflight()).toMatchObject({
      ok: true,
      problems: [],
      audience: { rows: 5, contacts: 4, valid: 2, invalid: 1, duplicate: 1, suppressed: 1, uploadsOpen: 0 },
      missingVariables: [],
      template: { name: 'aviso_de_fatura', status: 'approved' },
      sender: { status: 'connected', tier: 1000 },
      duration: { seconds: 1, days: 1, messagesPerSecond: 80 },
      cost: null,
    });
  });

  it('finds who lacks a value after the mapping was edited', async () => {
    await uploadRows(engine, tenant, campaignId, ROWS);
    const content = {
      type: 'template',
      templateId: tenant.templateId,
      parameterMapping: { '1': { from: 'name' }, '2': { from: 'amount' } },
    };
    await engine.run(new EditCampaign(engine.command(), { campaignId, content }));
    expect(await preflight()).toMatchObject({ ok: true, missingVariables: [{ variable: '2', contacts: 1 }] });
  });

  it('finds whose values the template cannot take after the mapping was edited', async () => {
    const parameters = { amount: '10', note: 'n'.repeat(1500), word: 'x', bell: 'a\u0007b' };
    await uploadRows(engine, tenant, campaignId, [{ phone: number(1), name: 'José', parameters }]);
    expect(await preflight()).toMatchObject({ missingVariables: [], unfitValues: [] });
    for (const [from, unfit] of [
      ['note', [{ field: 'note', message: expect.stringContaining('1,024 characters') as string, contacts: 1 }]],
      ['bell', [{ field: 'bell', message: 'The value contains control characters.', contacts: 1 }]],
      ['word', []],
    ] as const) {
      const parameterMapping = { '1': { from: 'name' }, '2': { from } };
      const content = { type: 'template', templateId: tenant.templateId, parameterMapping };
      await engine.run(new EditCampaign(engine.command(), { campaignId, content }));
      expect(await preflight()).toMatchObject({ missingVariables: [], unfitValues: unfit });
    }
  });

  it('names an empty audience', async () => {
    expect(await preflight()).toMatchObject({ ok: false, problems: [{ code: 'audience_empty' }] });
  });
});
