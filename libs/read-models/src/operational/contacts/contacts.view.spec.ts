import type { Change } from '../../change';
import { laterMessagesProjection } from '../later-messages.view';
import { contactsProjection } from './contacts.view';
import { accepted, attempt, lifeOf, recordedAt, refused, removed, uploaded } from './lives.fixture';

function changesOf(commands: Parameters<typeof lifeOf>[0], contactKey?: string, projection = contactsProjection) {
  return lifeOf(commands, contactKey)
    .flat()
    .flatMap(({ recorded }): readonly Change[] => projection.project(recorded));
}

describe('the row of a contact', () => {
  it('is made whole by its first event, and patched by every other, blindly', () => {
    const [made, ...others] = changesOf([uploaded({ correlationId: 'order-1' }), attempt(1), accepted(1)]);
    expect(made).toMatchObject({
      ...{ op: 'put', view: 'contacts', id: 'campaign.person' },
      doc: {
        ...{ campaignId: 'campaign', contactKey: 'person', person: null, ref: 'up.1', uploadId: 'up', row: 1 },
        ...{ correlationId: 'order-1', state: 'initial', attempts: 0, updatedAt: recordedAt(0), revision: 0 },
      },
    });
    expect(others).toMatchObject([
      { op: 'patch', id: 'campaign.person', doc: { attempts: 1, updatedAt: recordedAt(1), revision: 1 } },
      { op: 'patch', id: 'campaign.person', doc: { messageHash: 'hash-1', updatedAt: recordedAt(2), revision: 2 } },
    ]);
  });

  it('keeps the attempts there were when it is uploaded again', () => {
    const again = uploaded({ uploadId: 'again', row: 7, ref: 'again.7' });
    const change = changesOf([uploaded(), removed, again]).at(-1)!;
    expect(change).toMatchObject({ op: 'patch', doc: { uploadId: 'again', row: 7, ref: 'again.7', state: 'initial' } });
    expect('doc' in change && change.doc).not.toHaveProperty('attempts');
  });

  it('of a test message is in no campaign, and says whose it is', () => {
    const [made] = changesOf([uploaded({ person: 'ana' })], 'test-1');
    expect(made).toMatchObject({
      id: 'campaign.test-1',
      doc: { campaignId: null, contactKey: 'test-1', person: 'ana' },
    });
  });

  it('has the first message; those that come later are kept apart', () => {
    const life = [uploaded(), attempt(1), refused(1, true), attempt(2), accepted(1), accepted(2)];
    for (const contactKey of ['person', 'test-1']) {
      expect(changesOf(life, contactKey, laterMessagesProjection)).toEqual([
        {
          ...{ op: 'put', view: 'later-messages', id: 'hash-2' },
          doc: { campaignId: 'campaign', contactKey, attempt: 2, senderId: 'sender-2' },
        },
      ]);
    }
  });
});
