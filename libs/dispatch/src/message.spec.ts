import { campaignDecider, type CampaignEvent, fold, type KnownCampaign } from '@arauto/domain';
import type { VaultEntry } from '@arauto/privacy';
import { messageFor } from './message';

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
  const message = messageFor(campaign, entry);
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
