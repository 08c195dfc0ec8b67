import { instant } from '@arauto/clock';
import {
  campaignDecider,
  type Contact,
  type ContactCommand,
  contactDecider,
  type ContactEvent,
  countVerdicts,
  Refusal,
  rejectedRowKey,
  rowRef,
  stream,
  uploadDecider,
  type VerdictLetter,
} from '@arauto/domain';
import { execute, type Executed } from '@arauto/event-store';
import { contactEntry, parsePhone } from '@arauto/privacy';
import { CreateCampaign, type CreateCampaignBody } from '../campaigns/create-campaign';
import { StartCampaign } from '../campaigns/start-campaign';
import type { CommandContext } from '../context';
import { RegisterSender, type RegisterSenderBody } from '../senders/register-sender';
import { CreateSubaccount } from '../subaccounts/create-subaccount';
import { RegisterTemplate, type RegisterTemplateBody } from '../templates/register-template';
import { UploadContacts } from '../uploads/upload-contacts';
import type { SmallEngine } from './small-engine';

export const SENDER = {
  name: 'Vendas',
  provider: 'cloud-api',
  phone: '+5511900000001',
  portfolioId: 'pf-1',
  connection: {
    baseUrl: 'http://127.0.0.1:4010',
    apiVersion: 'v25.0',
    phoneNumberId: '100',
    businessAccountId: '200',
  },
  credentials: { accessToken: 'token-of-the-sender', appSecret: 'secret-of-the-app', verifyToken: 'verify' },
} satisfies RegisterSenderBody;

export const TEMPLATE = {
  name: 'aviso_de_fatura',
  language: 'pt_BR',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Olá {{1}}, sua fatura de {{2}} vence amanhã.' }],
} satisfies Omit<RegisterTemplateBody, 'senderId'>;

export interface Tenant {
  readonly subaccountId: string;
  readonly senderId: string;
  readonly templateId: string;
}

/** Numbers that tenants of an engine have had; a number is registered once. */
const numbersOf = new WeakMap<SmallEngine, number>();

/** `SENDER` for the first tenant of an engine, and with a number of its own for each that follows. */
export function nextSender(engine: SmallEngine): typeof SENDER {
  const before = numbersOf.get(engine) ?? 0;
  numbersOf.set(engine, before + 1);
  return { ...SENDER, connection: { ...SENDER.connection, phoneNumberId: String(100 + before) } };
}

/** A subaccount with a connected sender and an approved template. */
export async function makeTenant(engine: SmallEngine, name = 'Loja'): Promise<Tenant> {
  const subaccount = { name, defaultCountry: 'BR', timeZone: 'America/Sao_Paulo' };
  const { id: subaccountId } = await engine.run(new CreateSubaccount(engine.command(), subaccount));
  const sender = new RegisterSender(engine.command(), { subaccountId, ...nextSender(engine) });
  const { id: senderId } = await engine.run(sender);
  const template = new RegisterTemplate(engine.command(), { subaccountId, senderId, ...TEMPLATE });
  const { id: templateId } = await engine.run(template);
  return { subaccountId, senderId, templateId };
}

/** What a campaign of a tenant is made with, unless a test says otherwise. */
export function campaignInput(
  { subaccountId, senderId, templateId }: Tenant,
  changes: Partial<CreateCampaignBody> = {},
): CreateCampaignBody {
  return {
    subaccountId,
    name: 'Cobrança de março',
    senderIds: [senderId],
    content: {
      type: 'template',
      templateId,
      parameterMapping: { '1': { from: 'name' }, '2': { from: 'amount', default: '—' } },
    },
    ...changes,
  };
}

/** @returns the campaign's id */
export async function makeCampaign(
  engine: SmallEngine,
  tenant: Tenant,
  changes: Partial<CreateCampaignBody> = {},
): Promise<string> {
  return (await engine.run(new CreateCampaign(engine.command(), campaignInput(tenant, changes)))).id;
}

export interface Row {
  readonly phone: string;
  readonly name?: string;
  readonly correlationId?: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly suppressed?: boolean;
}

/** A number of the test range: `number(7)` is +5511900000007. */
export function number(n: number): string {
  return `+55119${String(n).padStart(8, '0')}`;
}

/** Uploads rows through the command, then does what the reading process does with them. @returns the upload's id */
export async function uploadRows(
  engine: SmallEngine,
  tenant: Tenant,
  campaignId: string,
  rows: readonly Row[],
  context: CommandContext = engine.command(),
): Promise<string> {
  const uploadId = engine.random.id();
  const stored = { uploadId, bytes: 100 };
  await engine.run(new UploadContacts(context, { campaignId, source: 'json', stored, mapping: null }));
  const letters = [];
  for (const [index, row] of rows.entries()) {
    letters.push(await judge(engine, tenant, { campaignId, uploadId, row: index + 1 }, row));
  }
  const write = { eventId: () => engine.random.uuid() };
  const verdicts = letters.join('');
  const { store } = engine;
  await execute(store, uploadDecider, stream.upload(uploadId), { type: 'JudgeRows', from: 1, verdicts }, write);
  await execute(store, uploadDecider, stream.upload(uploadId), { type: 'FinishReading', error: null }, write);
  const { rows: total, duplicate: duplicates, invalid, suppressed, again } = countVerdicts(verdicts);
  const contacts = total - duplicates - again;
  await execute(
    store,
    campaignDecider,
    stream.campaign(campaignId),
    { type: 'CloseUpload', uploadId, rows: total, contacts, again, invalid, suppressed, duplicates },
    write,
  );
  return uploadId;
}

/** So many people, one after the other. */
export function rowsOf(count: number, first = 1): Row[] {
  return Array.from({ length: count }, (_, n) => ({ phone: number(first + n) }));
}

/** A campaign that is being sent to these people, the ids of its contacts in their order. */
export async function startCampaign(
  engine: SmallEngine,
  tenant: Tenant,
  rows: readonly Row[],
  changes: Partial<CreateCampaignBody> = {},
): Promise<{ readonly campaignId: string; readonly contactIds: readonly string[] }> {
  const campaignId = await makeCampaign(engine, tenant, changes);
  await uploadRows(engine, tenant, campaignId, rows);
  await engine.run(new StartCampaign(engine.command(), { campaignId }));
  return { campaignId, contactIds: await Promise.all(rows.map(({ phone }) => contactIdOf(engine, tenant, phone))) };
}

async function judge(
  engine: SmallEngine,
  { subaccountId }: Tenant,
  at: { readonly campaignId: string; readonly uploadId: string; readonly row: number },
  { phone, name = 'Maria', correlationId, parameters = {}, suppressed = false }: Row,
): Promise<VerdictLetter> {
  const { campaignId, uploadId, row } = at;
  const ref = rowRef(uploadId, row);
  const facts = { uploadId, row, subaccountId, ref, ...(correlationId !== undefined && { correlationId }) };
  const parsed = parsePhone(phone, { defaultCountry: 'BR' });
  const person = parsed.ok ? await engine.identities.personKey(subaccountId, parsed.canonical) : null;
  const personal = { phone: parsed.ok ? parsed.e164 : phone, name, correlationId: correlationId ?? null, parameters };
  await engine.vault.put([contactEntry({ ref, person, campaign: campaignId }, personal)]);
  if (person === null) {
    const reasons = [{ code: parsed.ok ? 'phone_invalid' : parsed.code, column: 'phone' }];
    await contactDoes(engine, campaignId, rejectedRowKey(uploadId, row), { type: 'RejectRow', ...facts, reasons });
    return 'i';
  }
  const accept = { type: 'AcceptRow', ...facts, at: instant(engine.clock.now()), suppressed } as const;
  try {
    const { state, events } = await contactDoes(engine, campaignId, person, accept);
    const again = events.length === 0 || state.status === 'none' || events.some(({ data }) => 'again' in data);
    if (again) return suppressed ? 'S' : 'A';
    return suppressed ? 's' : 'a';
  } catch (error) {
    if (error instanceof Refusal && error.code === 'already_exists') return 'd';
    throw error;
  }
}

/** Anything that happens to a contact without a person's command: dispatch, statuses, time. */
export async function contactDoes(
  engine: SmallEngine,
  campaignId: string,
  contactKey: string,
  command: ContactCommand,
): Promise<Executed<Contact, ContactEvent>> {
  return execute(engine.store, contactDecider, stream.contact(campaignId, contactKey), command, {
    eventId: () => engine.random.uuid(),
  });
}

/** The id of the contact that a number is in this tenant. */
export function contactIdOf(engine: SmallEngine, { subaccountId }: Tenant, phone: string): Promise<string> {
  return engine.identities.personKey(subaccountId, phone.slice(1));
}
