import { instant } from '@arauto/clock';
import {
  CONVERSATION_TYPES,
  type ContactCommand,
  type ContentType,
  type ConversationType,
  stream,
} from '@arauto/domain';
import { metadataOf } from '@arauto/event-store';
import { StartCampaign } from '../campaigns/start-campaign';
import { RegisterTemplate } from '../templates/register-template';
import { lifeOf } from './contact-life';
import { contactDoes, contactIdOf, makeCampaign, makeTenant, number, type Tenant, uploadRows } from './scenario';
import { principal, type SmallEngine } from './small-engine';

const MINUTE = 60_000;
/** What stands on the buttons of each campaign's template. */
export const BUTTONS = [['Já paguei', 'Preciso de prazo'], ['Preciso de prazo', 'Já paguei'], ['Sim']] as const;
const WORDS = ['text', 'image', 'button', 'audio', 'text'] as const satisfies readonly ContentType[];
const CORRELATIONS = ['order-1', 'order-2', 'pedido-1', undefined];

/** What can become of a contact, told again and again in this order. */
const LIVES = [
  'read',
  'delivered',
  'queued',
  'sent',
  'refused',
  'read',
  'failed',
  'opted out',
  'unknown',
  'waiting',
] as const;

/** One message that a person wrote, as it was told of. */
export interface Wrote {
  readonly messageHash: string;
  readonly conversation: string;
}

export interface ManyMessages {
  readonly tenants: readonly Tenant[];
  readonly campaigns: readonly { readonly id: string; readonly tenant: Tenant; readonly user: string }[];
  readonly templates: readonly string[];
  readonly wrote: readonly Wrote[];
}

/**
 * Three campaigns of two tenants to people some of whom are in each of them, over two and a half days around midnight of zones in which it is
 * another time: whatever a report can be asked has several answers.
 */
export async function manyMessages(engine: SmallEngine, people = 60): Promise<ManyMessages> {
  const tenants = [await makeTenant(engine), await makeTenant(engine, 'Outra')];
  const [first, second] = tenants as [Tenant, Tenant];
  const owners = [
    { tenant: first, user: 'ana', buttons: BUTTONS[0] },
    { tenant: first, user: 'bia', buttons: BUTTONS[1] },
    { tenant: second, user: 'ana', buttons: BUTTONS[2] },
  ];
  const campaigns: { id: string; tenant: Tenant; user: string }[] = [];
  const templates: string[] = [];
  const wrote: Wrote[] = [];
  for (const [at, { tenant, user, buttons }] of owners.entries()) {
    const templateId = await template(engine, tenant, `modelo_${at}`, buttons);
    const content = { type: 'template', templateId, parameterMapping: {} } as const;
    const id = await makeCampaign(engine, tenant, { name: `Campanha ${at}`, content });
    const rows = Array.from({ length: people }, (_, n) => {
      const correlationId = CORRELATIONS[(n + at) % CORRELATIONS.length];
      return {
        phone: number(1 + n + at * 20),
        name: `Pessoa ${n}`,
        ...(correlationId !== undefined && { correlationId }),
      };
    });
    await uploadRows(engine, tenant, id, [...rows, { phone: 'ninguém' }]);
    await engine.run(new StartCampaign(engine.command({ principal: principal({ name: user }) }), { campaignId: id }));
    campaigns.push({ id, tenant, user });
    templates.push(templateId);
    for (const [n, { phone, correlationId }] of rows.entries()) {
      await engine.clock.advance(((n * 7) % 41) * MINUTE + 1234);
      const contactKey = await contactIdOf(engine, tenant, phone);
      const life = LIVES[(n * 3 + at) % LIVES.length]!;
      for (const command of commandsOf(engine, tenant, contactKey, life, n)) {
        await contactDoes(engine, id, contactKey, command);
      }
      if (n % 4 !== 0) continue;
      const told = { campaignId: id, contactKey, correlationId: correlationId ?? null };
      const writing = { told: n % 12 === 0 ? null : told, contactKey, phone, n, buttons: buttons.length };
      wrote.push(await write(engine, tenant, writing));
    }
  }
  return { tenants, campaigns, templates, wrote };
}

async function template(engine: SmallEngine, of: Tenant, name: string, texts: readonly string[]): Promise<string> {
  const buttons = texts.map((text) => ({ type: 'QUICK_REPLY', text }));
  const components = [
    { type: 'BODY', text: 'Sua fatura vence amanhã.' },
    { type: 'BUTTONS', buttons },
  ];
  const { subaccountId, senderId } = of;
  const body = { subaccountId, senderId, name, language: 'pt_BR', category: 'UTILITY', components } as const;
  return (await engine.run(new RegisterTemplate(engine.command(), body))).id;
}

function commandsOf(
  engine: SmallEngine,
  tenant: Tenant,
  contactKey: string,
  life: (typeof LIVES)[number],
  n: number,
): readonly ContactCommand[] {
  const is = lifeOf(engine, tenant, contactKey);
  const attempt = {
    ...is.attempt(),
    withSession: n % 5 === 0,
    conversation: { id: `conversation-${Math.floor(n / 3)}`, type: typeOf(n), expiresAt: later(engine) },
  } as ContactCommand;
  switch (life) {
    case 'waiting':
      return [];
    case 'queued':
      return [attempt];
    case 'sent':
      return [attempt, is.accept(), is.tell('sent')];
    case 'delivered':
    case 'read':
      return [attempt, is.accept(), is.tell(life)];
    case 'refused':
      return [attempt, is.refuse('131026', { final: 'sending_failed' })];
    case 'failed':
      return [attempt, is.accept(), is.fail('131049')];
    case 'opted out':
      return [{ type: 'EndInError', error: { code: 'ENG_OPTED_OUT' } }];
    case 'unknown':
      return [attempt, { type: 'RecordUnknownOutcome', attempt: 1 }];
  }
}

interface Writing {
  readonly told: {
    readonly campaignId: string;
    readonly contactKey: string;
    readonly correlationId: string | null;
  } | null;
  readonly contactKey: string;
  readonly phone: string;
  readonly n: number;
  readonly buttons: number;
}

/** What a webhook and its attribution would say of a message. */
async function write(
  engine: SmallEngine,
  { senderId, subaccountId }: Tenant,
  { told, contactKey, phone, n, buttons }: Writing,
): Promise<Wrote> {
  const messageHash = `mo-${told?.campaignId ?? subaccountId}-${n}`;
  const contentType = WORDS[(n / 4) % WORDS.length]!;
  const at = instant(engine.clock.now());
  const ref = `${senderId}.${messageHash}`;
  const entry = { ref, kind: 'inbound', person: contactKey, campaign: null } as const;
  const content = {
    from: phone.slice(1),
    text: `palavras ${n}`,
    ...(contentType === 'button' && { buttonPayload: 'P' }),
  };
  await engine.vault.put([{ ...entry, data: content }]);
  const button = told && contentType === 'button' ? tappedBy(n) % buttons : null;
  const session = { id: `mo-session-${n % 7}`, type: typeOf(n + 1), openedAt: at, expiresAt: later(engine) };
  const conversation = stream.conversation(senderId, contactKey);
  const events = [
    {
      type: 'MessageReceived',
      data: {
        ...{ senderId, subaccountId, messageHash, ref, contentType, receivedAt: at, quotedHash: null },
        ...(optsOut(n) && { optOut: true }),
      },
    },
    {
      type: 'MessageAttributed',
      data: {
        ...{ messageHash, contentType, by: told ? 'recent' : 'none', contact: told, button },
        standing: { at, session, opens: true, referredAt: null },
      },
    },
  ];
  const metadata = metadataOf({
    actor: { id: 'provider', name: 'provider' },
    correlationId: messageHash,
    source: 'webhook',
  });
  const written = events.map((event) => ({ id: engine.random.uuid(), metadata, ...event }));
  await engine.store.append(conversation, written, { expected: 'any' });
  if (told) {
    const reply = { type: 'RecordReply', messageHash, repliedAt: at, button, optOut: optsOut(n) } as const;
    await contactDoes(engine, told.campaignId, contactKey, reply);
  }
  return { messageHash, conversation };
}

/** Which button somebody taps, counted on where there are fewer. */
export function tappedBy(n: number): number {
  return Math.floor(n / 20);
}

/** Whether somebody asks for no more: one in five of those who write. */
export function optsOut(n: number): boolean {
  return n % 20 === 8;
}

function typeOf(n: number): ConversationType {
  return CONVERSATION_TYPES[n % 7 === 0 ? 1 : n % 11 === 0 ? 2 : 0]!;
}

function later(engine: SmallEngine): string {
  return instant(engine.clock.now() + 24 * 60 * MINUTE);
}
