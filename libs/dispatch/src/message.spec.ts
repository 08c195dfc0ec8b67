import { campaignDecider, type CampaignContent, type CampaignEvent, fold, type KnownCampaign } from '@arauto/domain';
import type { VaultEntry } from '@arauto/privacy';
import { messagesFor } from './message';

const template = {
  name: 'notice',
  language: 'en',
  category: 'UTILITY',
  parameterFormat: 'positional',
  components: [{ type: 'BODY', text: 'Hello {{1}}' }],
} as const;
const settings = {
  senderIds: ['sender-1'],
  content: { type: 'template', templateId: 'template-1', parameterMapping: { '1': { from: 'name' } } },
  pace: null,
  timeZone: null,
  retryPolicy: { maxAttempts: 5, scale: 1, retryAfterAcceptance: [] },
  reportingHorizonSeconds: 3600,
  unknownOutcome: { graceSeconds: 60, then: 'ask' },
  whenTierIsFull: 'wait',
} as const;
const history: readonly CampaignEvent[] = [
  { type: 'CampaignCreated', data: { subaccountId: 'sub-1', number: 1, name: 'March', settings } },
  { type: 'UploadOpened', data: { uploadId: 'old', source: 'csv' } },
  { type: 'UploadOpened', data: { uploadId: 'new', source: 'csv', phoneReading: 2 } },
  { type: 'CampaignStarted', data: { settings, template, startedAt: '2026-03-01T12:00:00.000Z', user: 'ana' } },
];
const campaign = fold(campaignDecider, history) as KnownCampaign;

function to(phone: string | null, uploadId: string): string | { readonly code: string } {
  const data = { correlationId: null, parameters: {} };
  const at = { ref: `${uploadId}.000000001`, person: 'person-1', campaign: 'campaign-1' };
  const entry: VaultEntry = { ...at, kind: 'contact', phone, name: 'Ana', data };
  const { inSession: message, outside } = messagesFor(campaign, entry);
  expect(outside).toBe(message);
  return 'code' in message ? message : message.to;
}

describe('the number a message is posted to', () => {
  const misread = { code: 'ENG_PHONE_UNPARSEABLE' };

  it('is the stored one', () => {
    expect(to('+4915228817386', 'old')).toBe('+4915228817386');
    expect(to('+5511900001234', 'old')).toBe('+5511900001234');
    expect(to('+4915228817386', 'new')).toBe('+4915228817386');
    expect(to(null, 'new')).toEqual(misread);
  });

  it('is none where an older upload stored what its text does not mean', () => {
    expect(to('+49015228817386', 'old')).toEqual(misread);
    expect(to('+494915228817386', 'old')).toEqual(misread);
    expect(to('+23408021234567', 'old')).toEqual(misread);
    expect(to('+3606201234567', 'old')).toEqual(misread);
  });

  it('is not doubted where today’s reading stored it', () => {
    expect(to('+494915228817386', 'new')).toBe('+494915228817386');
  });
});

describe('free-form content', () => {
  const mapping = { parameterMapping: { '1': { from: 'name' } } } as const;
  const sent = (
    content: CampaignContent,
    { name = 'Ana', amount = '10' }: { name?: string | null; amount?: string } = {},
  ) => {
    const data = { correlationId: null, parameters: { amount } };
    const at = { ref: 'new.000000001', person: 'person-1', campaign: 'campaign-1' };
    const entry: VaultEntry = { ...at, kind: 'contact', phone: '+5511900001234', name, data };
    const { inSession, outside } = messagesFor({ ...campaign, settings: { ...campaign.settings, content } }, entry);
    const of = (message: typeof outside) => ('code' in message ? message.code : message.content);
    return { inSession: of(inSession), outside: of(outside) };
  };

  it('is filled in inside a session, and stood in for outside', () => {
    const content = { type: 'text', text: 'Olá {{name}}: {{ amount }}', fallbackTemplateId: 't', ...mapping } as const;
    const { inSession, outside } = sent(content);
    expect(inSession).toEqual({ type: 'text', text: 'Olá Ana: 10' });
    expect(outside).toMatchObject({ template: { name: 'notice' } });
  });

  it('ends outside where nothing stands in for it', () =>
    expect(sent({ type: 'text', text: 'Olá', parameterMapping: {} })).toEqual({
      inSession: { type: 'text', text: 'Olá' },
      outside: 'ENG_NO_SESSION',
    }));

  it('is a file with its caption', () => {
    const media = { type: 'document', link: 'https://files.example/b.pdf' } as const;
    const content = { type: 'media', media, caption: 'De {{name}}', filename: 'b.pdf', parameterMapping: {} } as const;
    expect(sent(content).inSession).toEqual({
      type: 'document',
      file: { link: media.link },
      caption: 'De Ana',
      filename: 'b.pdf',
    });
  });

  it('is nobody’s of whom a value is missing, whatever the session', () => {
    const content = { type: 'text', text: 'Olá {{name}}', fallbackTemplateId: 't', ...mapping } as const;
    const missing = { inSession: 'ENG_PARAM_MISSING', outside: 'ENG_PARAM_MISSING' };
    expect(sent(content, { name: null })).toEqual(missing);
    expect(sent({ ...content, text: '{{toString}}' })).toEqual(missing);
  });
});
