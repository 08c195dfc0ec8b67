import { firstInstantOf, instant } from '@arauto/clock';
import {
  personDecider,
  senderDecider,
  stream,
  type SuppressionCategory,
  suppressionDecider,
  templateDecider,
} from '@arauto/domain';
import { execute } from '@arauto/event-store';
import { RemoveContact } from '../contacts/remove-contact';
import { PauseSender } from '../senders/pause-sender';
import { LiftSuppression } from '../suppressions/lift-suppression';
import { SuppressPerson } from '../suppressions/suppress-person';
import {
  contactDoes,
  contactIdOf,
  makeCampaign,
  makeTenant,
  number,
  type Tenant,
  uploadRows,
} from '../testing/scenario';
import { openSmallEngine, principal, type SmallEngine } from '../testing/small-engine';
import { AudienceSuppressions } from './audience-suppressions';
import type { ContentBody } from './campaign-content';
import { CancelCampaign } from './cancel-campaign';
import { EditCampaign } from './edit-campaign';
import { PauseCampaign } from './pause-campaign';
import { FORESEEN, type Foreseen } from './preflight.body';
import { ScheduleCampaign } from './schedule-campaign';
import { StartCampaign } from './start-campaign';
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
  const preflight = (foreseen?: Foreseen) =>
    engine.ask(new PreflightCampaign(engine.query(), { campaignId, ...(foreseen && { for: foreseen }) }));

  describe('of free-form content', () => {
    const TEXT = { type: 'text', text: 'Olá {{name}}: {{amount}}' } as const;
    const sends = (content: ContentBody) => engine.run(new EditCampaign(engine.command(), { campaignId, content }));

    it('is for a start without a template, and says who gets nothing then', async () => {
      await uploadRows(engine, tenant, campaignId, ROWS);
      await sends(TEXT);
      expect(await preflight()).toMatchObject({
        ...{ ok: true, template: null, problems: [] },
        warnings: [{ path: 'content.fallbackTemplateId', code: 'no_fallback_template' }],
      });
      await engine.run(new StartCampaign(engine.command(), { campaignId }));
    });

    it('says which values its words lack, of a file that was judged before', async () => {
      await uploadRows(engine, tenant, campaignId, ROWS);
      await sends({ ...TEXT, text: '{{due}}' });
      const { missingVariables, audience } = await preflight();
      expect(missingVariables).toEqual([{ variable: 'due', contacts: audience.valid }]);
    });

    it('names the template that stands in for it, and refuses one that is not approved', async () => {
      await uploadRows(engine, tenant, campaignId, ROWS);
      const { templateId } = tenant;
      const parameterMapping = { '1': { from: 'name', default: '-' }, '2': { value: '10' } };
      await sends({ ...TEXT, fallbackTemplateId: templateId, parameterMapping });
      expect(await preflight()).toMatchObject({ ok: true, template: { id: templateId }, warnings: [] });
      const command = { type: 'ChangeTemplateStatus', status: 'paused', reason: null } as const;
      const options = { eventId: () => engine.random.uuid() };
      await execute(engine.store, templateDecider, stream.template(templateId), command, options);
      expect(await preflight()).toMatchObject({
        ok: false,
        problems: [{ path: 'content.fallbackTemplateId', code: 'template_not_approved' }],
      });
    });

    it('needs every variable of that template, in an edit', async () => {
      const content = { ...TEXT, fallbackTemplateId: tenant.templateId, parameterMapping: { '7': { from: 'x' } } };
      await expect(sends(content)).rejects.toMatchObject({ code: 'validation_failed' });
      await expect(sends({ ...TEXT, fallbackTemplateId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    });
  });

  it('says whom a start, a resume and a cancel would concern, how long it takes, and what it would be refused with', async () => {
    const pace = { messagesPerSecond: 0.5 };
    await engine.run(new EditCampaign(engine.command(), { campaignId, pace }));
    await uploadRows(engine, tenant, campaignId, [...ROWS, { phone: number(4), name: 'Lia' }]);
    const { subaccountId } = tenant;
    await engine.run(new SuppressPerson(engine.command(), { subaccountId, phone: number(4) }));
    const asked = async (foreseen: Foreseen) => {
      const { for: what, ok, contacts, seconds, problems, warnings } = await preflight(foreseen);
      expect(what).toBe(foreseen);
      return [ok, contacts, seconds, problems.map(({ code }) => code), warnings.map(({ code }) => code)];
    };
    expect(await asked('start')).toEqual([true, 2, 4, [], []]);
    expect(await asked('resume')).toEqual([false, 2, 4, ['wrong_status'], []]);
    expect(await asked('cancel')).toEqual([true, 3, null, [], []]);
    await engine.run(new StartCampaign(engine.command(), { campaignId }));
    await engine.run(new PauseCampaign(engine.command(), { campaignId }));
    await engine.run(new PauseSender(engine.command(), { senderId: tenant.senderId }));
    expect(await asked('start')).toEqual([false, 2, 4, ['wrong_status', 'sender_paused'], []]);
    expect(await asked('resume')).toEqual([true, 2, 4, [], ['sender_paused']]);
    await engine.run(new CancelCampaign(engine.command(), { campaignId }));
    expect(await asked('cancel')).toEqual([true, 3, null, [], []]);
    expect(await asked('resume')).toEqual([false, 2, 4, ['wrong_status'], []]);
  });

  it('says nothing of a foreign campaign, whatever is to be foreseen', async () => {
    const other = await makeTenant(engine, 'Outra');
    const who = principal({ subaccountIds: [other.subaccountId] });
    for (const foreseen of FORESEEN) {
      const asked = new PreflightCampaign(engine.query({ principal: who }), { campaignId, for: foreseen });
      await expect(engine.ask(asked)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

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
    const content: ContentBody = {
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
      const content: ContentBody = { type: 'template', templateId: tenant.templateId, parameterMapping };
      await engine.run(new EditCampaign(engine.command(), { campaignId, content }));
      expect(await preflight()).toMatchObject({ missingVariables: [], unfitValues: unfit });
    }
  });

  it('names an empty audience', async () => {
    expect(await preflight()).toMatchObject({ ok: false, problems: [{ code: 'audience_empty' }] });
  });

  describe('counts contacts as they stand:', () => {
    const write = { eventId: () => engine.random.uuid(), metadata: { v: 1 } };
    const audience = async () => (await preflight()).audience;
    const rows = (...numbers: number[]) => numbers.map((n) => ({ phone: number(n) }));
    const suppress = (n: number, category: SuppressionCategory = 'all') =>
      engine.run(
        new SuppressPerson(engine.command(), { subaccountId: tenant.subaccountId, phone: number(n), category }),
      );

    it('who opted out after the upload is suppressed, and valid again once released', async () => {
      await uploadRows(engine, tenant, campaignId, rows(1, 2));
      await suppress(2);
      await suppress(9);
      expect(await audience()).toMatchObject({ rows: 2, contacts: 2, valid: 1, suppressed: 1 });
      const lift = { subaccountId: tenant.subaccountId, phone: number(2), category: 'all' } as const;
      await engine.run(new LiftSuppression(engine.command(), lift));
      expect(await audience()).toMatchObject({ valid: 2, suppressed: 0 });
    });

    it('who was removed is neither, and the time it takes is that of the others', async () => {
      await uploadRows(engine, tenant, campaignId, rows(1, 2));
      const contactId = await contactIdOf(engine, tenant, number(2));
      await engine.run(new RemoveContact(engine.command(), { campaignId, contactId }));
      expect(await audience()).toMatchObject({ rows: 2, contacts: 2, valid: 1, suppressed: 0 });
    });

    it('who was suppressed at upload, and who is since, add up, and nobody else of the campaign does', async () => {
      await uploadRows(engine, tenant, campaignId, [...ROWS, ...rows(4, 5)]);
      await suppress(4);
      await suppress(3);
      expect(await audience()).toMatchObject({ contacts: 6, valid: 3, invalid: 1, duplicate: 1, suppressed: 2 });
    });

    it('by the category that the template has now', async () => {
      await uploadRows(engine, tenant, campaignId, rows(1, 2));
      await suppress(2, 'marketing');
      expect(await audience()).toMatchObject({ valid: 2, suppressed: 0 });
      const change = { type: 'ChangeTemplateCategory', category: 'MARKETING' } as const;
      await execute(engine.store, templateDecider, stream.template(tenant.templateId), change, write);
      expect(await audience()).toMatchObject({ valid: 1, suppressed: 1 });
    });

    it('when nobody is left it says so, though a start would not be refused', async () => {
      await uploadRows(engine, tenant, campaignId, rows(1));
      expect(await preflight()).toMatchObject({ ok: true, warnings: [] });
      await suppress(1);
      expect(await preflight()).toMatchObject({
        ok: true,
        problems: [],
        warnings: [{ code: 'audience_nobody_left' }],
        audience: { valid: 0, suppressed: 1 },
      });
    });

    it('who finds no place in the tier, where they are not to wait for one', async () => {
      const tier = { type: 'HearFacts', saidAt: '2026-01-02T00:00:00.000Z', tier: 2 } as const;
      await execute(engine.store, senderDecider, stream.sender(tenant.senderId), tier, write);
      await uploadRows(engine, tenant, campaignId, rows(1, 2, 3, 4, 5));
      expect(await preflight()).toMatchObject({ warnings: [], duration: { days: 3 } });
      await engine.run(new EditCampaign(engine.command(), { campaignId, whenTierIsFull: 'fail' }));
      expect(await preflight()).toMatchObject({
        ok: true,
        warnings: [{ path: 'whenTierIsFull', code: 'tier_exceeded', message: expect.stringContaining('at least 3.') }],
        duration: { days: 1 },
      });
    });

    it('how many days a window makes, and when it opens', async () => {
      await uploadRows(engine, tenant, campaignId, rows(1, 2, 3, 4, 5));
      const sendWindow = { from: '10:00', to: '10:01', days: ['mon', 'tue'] as const };
      const settings = { sendWindow, timeZone: 'America/Sao_Paulo', pace: { messagesPerSecond: 1 / 30 } };
      await engine.run(new EditCampaign(engine.command(), { campaignId, ...settings }));
      const begins = firstInstantOf('2030-01-06T09:00', 'America/Sao_Paulo');
      const schedule = { campaignId, localTime: '2030-01-06T09:00', timeZone: 'America/Sao_Paulo' };
      await engine.run(new ScheduleCampaign(engine.command(), schedule));
      // A Sunday: two on Monday, two on Tuesday, and the last half a minute into the next Monday's.
      const opens = instant(begins + 25 * 3_600_000);
      expect(await preflight()).toMatchObject({
        ok: true,
        duration: { seconds: 7 * 86_400 + 30, days: 8 },
        warnings: [{ path: 'sendWindow', code: 'outside_window', message: expect.stringContaining(opens) }],
      });
      await engine.run(new EditCampaign(engine.command(), { campaignId, sendWindow: null }));
      expect(await preflight()).toMatchObject({ duration: { seconds: 150, days: 1 }, warnings: [] });
      const unlimited = { type: 'HearFacts', saidAt: '2026-01-02T00:00:00.000Z', tier: null } as const;
      await execute(engine.store, senderDecider, stream.sender(tenant.senderId), unlimited, write);
      expect(await preflight()).toMatchObject({ duration: { seconds: 150, days: 1 } });
    });

    it('the same whether the contacts or the suppressions are walked, under every key of a person', async () => {
      const user = 'BR.4410098877';
      const key = await engine.identities.keyOfId(tenant.subaccountId, user);
      const phoneKey = await contactIdOf(engine, tenant, number(3));
      const learn = { type: 'LearnIdentity', subaccountId: tenant.subaccountId, identity: key, ref: 'ref' } as const;
      await execute(engine.store, personDecider, stream.person(phoneKey), learn, write);
      await uploadRows(engine, tenant, campaignId, rows(1, 2, 3, 4, 5, 6));
      await suppress(2);
      await suppress(2, 'marketing');
      const said = { type: 'SuppressPerson', category: 'all', source: 'word', reason: 'by_request' } as const;
      const stop = { ...said, evidence: null, ref: null, at: '2026-01-01T00:00:00.000Z' } as const;
      await execute(engine.store, suppressionDecider, stream.suppression(tenant.subaccountId, key), stop, write);
      await suppress(3);
      await suppress(6);
      await contactDoes(engine, campaignId, await contactIdOf(engine, tenant, number(6)), {
        type: 'RemoveContact',
        cause: 'admin',
      });
      expect(await audience()).toMatchObject({ valid: 3, suppressed: 2 });
      const asked = { campaignId, subaccountId: tenant.subaccountId, category: 'UTILITY' };
      const suppressions = engine.module.get(AudienceSuppressions);
      // More contacts than suppressions, as a campaign of a million has.
      expect(await suppressions.amongWaiting(asked, 1_000_000, 0)).toBe(2);
      expect(await suppressions.amongWaiting(asked, 6)).toBe(2);
    });
  });
});
