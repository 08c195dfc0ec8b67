import { contactsOf } from '../e2e/campaigns';
import { campaignBody, contacts, draftCampaign, type Stage } from '../e2e/stage';
import { slowCampaign, type Theatre, writesToUs } from './stage';

/** What a page is about, where it is about one thing. */
export interface Things {
  readonly sending: string;
  readonly draft: string;
  /** Of text, and of a file. */
  readonly text: string;
  readonly file: string;
  readonly contact: string;
  readonly conversation: string;
  readonly senderId: string;
  readonly templateId: string;
}

export interface ShownPage {
  readonly name: string;
  readonly path: (of: Things) => string;
  /** In Portuguese; of some any will do. */
  readonly heading?: string;
  readonly signedOut?: true;
}

/** Every page once, and those that look different when they are empty. */
export const PAGES: readonly ShownPage[] = [
  { name: 'sign-in', path: () => '/sign-in', heading: 'Entrar', signedOut: true },
  { name: 'campaigns', path: () => '/campaigns', heading: 'Campanhas' },
  { name: 'campaigns-none', path: () => '/campaigns?q=nada', heading: 'Campanhas' },
  { name: 'campaign', path: ({ sending }) => `/campaigns/${sending}` },
  { name: 'campaign-timeline', path: ({ sending }) => `/campaigns/${sending}?tab=timeline` },
  { name: 'campaign-files', path: ({ sending }) => `/campaigns/${sending}?tab=files` },
  { name: 'campaign-settings', path: ({ sending }) => `/campaigns/${sending}?tab=settings` },
  { name: 'contacts', path: ({ sending }) => `/campaigns/${sending}/contacts`, heading: 'Contatos' },
  { name: 'contacts-none', path: ({ sending }) => `/campaigns/${sending}/contacts?q=nada`, heading: 'Contatos' },
  { name: 'contact', path: ({ sending, contact }) => `/campaigns/${sending}/contacts/${contact}` },
  { name: 'new-campaign', path: () => '/campaigns/new', heading: 'Nova campanha' },
  { name: 'new-campaign-copy', path: ({ draft }) => `/campaigns/new?copy=${draft}`, heading: 'Copiar uma campanha' },
  ...(['sender', 'template', 'audience', 'sending', 'test', 'check'] as const).map((step) => ({
    name: `new-campaign-${step}`,
    path: ({ draft }: Things) => `/campaigns/${draft}/edit?step=${step}`,
  })),
  { name: 'new-campaign-text', path: ({ text }) => `/campaigns/${text}/edit?step=template` },
  { name: 'new-campaign-file', path: ({ file }) => `/campaigns/${file}/edit?step=template` },
  { name: 'new-campaign-text-check', path: ({ text }) => `/campaigns/${text}/edit?step=check` },
  { name: 'campaign-text-settings', path: ({ text }) => `/campaigns/${text}?tab=settings` },
  { name: 'reports', path: () => '/reports?status=read&status=delivered', heading: 'Relatórios' },
  { name: 'reports-received', path: () => '/reports?type=MO', heading: 'Relatórios' },
  { name: 'reports-totals', path: () => '/reports?report=consolidated&groupBy=hour', heading: 'Relatórios' },
  { name: 'reports-records', path: () => '/reports?report=records', heading: 'Relatórios' },
  { name: 'reports-searches', path: () => '/reports/searches', heading: 'Relatórios' },
  { name: 'reports-files', path: () => '/reports/files', heading: 'Relatórios' },
  { name: 'conversations', path: () => '/conversations', heading: 'Conversas' },
  { name: 'conversation', path: ({ conversation }) => `/conversations/${conversation}`, heading: 'Conversas' },
  { name: 'senders', path: () => '/senders', heading: 'Remetentes' },
  { name: 'sender', path: ({ senderId }) => `/senders/${senderId}` },
  { name: 'new-sender', path: () => '/senders/new' },
  { name: 'templates', path: () => '/templates' },
  { name: 'template', path: ({ templateId }) => `/templates/${templateId}` },
  { name: 'new-template', path: () => '/templates/new' },
  { name: 'suppressions', path: () => '/suppressions' },
  { name: 'events', path: () => '/events' },
  { name: 'stream', path: ({ sending }) => `/streams/campaign-${sending}` },
  { name: 'verification', path: () => '/verification' },
  { name: 'projections', path: () => '/projections' },
  { name: 'keys', path: () => '/keys' },
  { name: 'subaccounts', path: () => '/subaccounts' },
  { name: 'system', path: () => '/system' },
  { name: 'no-page', path: () => '/campaigns/nothing/here/at/all' },
];

/** A campaign of so many contacts that is sent, one that is not, and a person who wrote. */
export async function thingsOf(theatre: Theatre, count: number): Promise<Things> {
  const { api, stage } = theatre;
  const sending = await slowCampaign(theatre, 'Cobrança de março', count);
  const draft = await draftCampaign(api, stage, contacts(3, 5000), { name: 'Boas-vindas' });
  const contact = (await contactsOf(api, sending))[0]!.id;
  const free = await freeFormDrafts(theatre);
  const conversation = await writesToUs(theatre, contacts(1)[0]!.phone, { text: 'Obrigado!' });
  return { sending, draft, ...free, contact, conversation, ...stage };
}

/** Drafts for whom a session is open: one with a template for everybody else, one without. */
export async function freeFormDrafts({ api, stage }: Theatre): Promise<Pick<Things, 'text' | 'file'>> {
  const words = 'Olá {{name}}!\nRecebemos *{{amount}}*. Obrigado!';
  const media = { type: 'document', link: 'https://arquivos.example.com/boletos/2026-03.pdf' };
  const text = { type: 'text', text: words, fallbackTemplateId: stage.templateId, ...campaignMapping(stage) };
  const file = { type: 'media', media, caption: 'O boleto de {{name}}', filename: 'boleto-março.pdf' };
  const draft = (name: string, content: object) => draftCampaign(api, stage, contacts(3, 6000), { name, content });
  return { text: await draft('Obrigado!', text), file: await draft('Segunda via', file) };
}

function campaignMapping(stage: Stage): object {
  const { parameterMapping } = campaignBody(stage)['content'] as { readonly parameterMapping: object };
  return { parameterMapping };
}
