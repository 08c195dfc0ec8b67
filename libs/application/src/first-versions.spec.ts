import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type JsonObject, readerBehindDoor, type RecordedEvent } from '@arauto/event-store';
import type { Projection } from '@arauto/read-models';
import { operationalProjections } from '@arauto/read-models/operational';
import { reportingProjections } from '@arauto/read-models/reporting';
import { reportWords } from '@arauto/whatsapp';
import { Preflight } from './campaigns/preflight';
import { ScheduleCampaign } from './campaigns/schedule-campaign';
import { SendTestMessage } from './campaigns/send-test-message';
import { schedule } from './reactions';
import { EditSender } from './senders/edit-sender';
import { RegisterSender } from './senders/register-sender';
import { SuppressedPersons } from './suppressions/suppressed-persons';
import { ofFirstVersion, SECOND_VERSIONS, testLog } from './testing/first-versions';
import { look } from './testing/look';
import { makeCampaign, makeTenant, nextSender, type Tenant } from './testing/scenario';
import { SmallDispatch } from './testing/small-dispatch';
import { openSmallEngine, type SmallEngine } from './testing/small-engine';
import { campaignOf } from './testing/streams';
import { openWebhooks } from './testing/webhooks';
import { ListVerdicts } from './uploads/list-verdicts';
import { UploadContacts } from './uploads/upload-contacts';
import { UploadReader } from './uploads/upload-reader';

/**
 * Every type gets a second version, and whatever is read was written in the first: by the door every reader must see what it knows, and
 * one that reads beside the door sees what it does not.
 */
const GOLDEN = join(__dirname, '../../../../libs/domain/src/stored/golden');

interface Golden {
  readonly type: string;
  readonly data: JsonObject;
  readonly metadata: JsonObject;
}

const golden = readdirSync(GOLDEN).map((file, index): RecordedEvent => {
  const event = JSON.parse(readFileSync(join(GOLDEN, file), 'utf8')) as Golden;
  // Every event in a stream that any projection can take a name out of.
  const at = { stream: `contact-campaign-1.person-${index}`, revision: 0, position: String(index), at: index };
  return { ...event, ...at, id: String(index) };
});

const nobodyAsks = () => {
  throw new Error('nobody asks');
};

/** What comes through the door when all of this is in the log. */
async function* throughDoor(stored: readonly RecordedEvent[]): AsyncGenerator<RecordedEvent> {
  async function* subscribe() {
    yield await Promise.resolve(stored.map((event) => ({ kind: 'event' as const, event })));
  }
  const log = { readStream: nobodyAsks, readAll: nobodyAsks, head: nobodyAsks, subscribe };
  const { signal } = new AbortController();
  for await (const messages of readerBehindDoor(log, SECOND_VERSIONS).subscribe({ after: '', signal })) {
    for (const message of messages) if (message.kind === 'event') yield message.event;
  }
}

describe('golden events of the first versions', () => {
  const projections: readonly Projection[] = [...operationalProjections, ...reportingProjections(reportWords)];
  const changes = (event: RecordedEvent) =>
    projections.flatMap(({ handles, project }) => (handles.includes(event.type) ? project(event) : []));

  it('are projected as those of today', async () => {
    const index = golden.entries();
    for await (const event of throughDoor(golden.map(ofFirstVersion))) {
      const [, today] = index.next().value!;
      const asToday = { ...today, metadata: event.metadata };
      expect([event.type, changes(event)]).toEqual([today.type, changes(asToday)]);
    }
    expect(index.next().done).toBe(true);
  });
});

/** What these try, taken together, reads the log in every way there is: what another reader needs to be tried by belongs here, too. */
const SPECS = [
  'campaigns/copy-campaign',
  'campaigns/preflight',
  'campaigns/send-test-message',
  'contacts/contacts',
  'events/events',
  'identities/identities',
  'keys/keys',
  'reactions/attempts-in-hand',
  'reactions/cancel-fan-out',
  'reactions/hold-foreign-hosts',
  'reactions/match-unmatched',
  'reports/reports',
  'searches/searches',
  'senders/senders',
  'sending/person-checks',
  'suppressions/suppressions',
  'templates/templates',
  'uploads/rejected-rows',
  'uploads/upload-contacts',
  'uploads/upload-phones',
  'uploads/upload-reader',
  'uploads/uploaded-again',
  'verification/verify-campaigns',
  'webhooks/opt-outs',
];

describe('on a log of first versions', () => {
  beforeAll(() => void (testLog.holdsFirstVersions = true));
  afterAll(() => void (testLog.holdsFirstVersions = false));

  describe.each(SPECS)('%s', (spec) => void jest.requireActual(`./${spec}.spec`));

  describe('what none of these tries', () => {
    let engine: SmallEngine;
    let tenant: Tenant;
    let campaignId: string;

    beforeAll(async () => {
      engine = await openSmallEngine();
      tenant = await makeTenant(engine);
      campaignId = await makeCampaign(engine, tenant);
    });
    afterAll(() => engine.close());

    it('shows of a rejected row that came again the contact that the first one became', async () => {
      const { store, vault, identities, files, clock, views } = engine;
      files.files.set('upload', 'phone,name,amount\nnone,Ana,1\nnone,Ana,1\n+5511900000001,Bia,2\n');
      const stored = { uploadId: 'upload', bytes: 1 };
      await engine.run(new UploadContacts(engine.command(), { campaignId, source: 'csv', stored, mapping: null }));
      const suppressed = new SuppressedPersons(store, views.operational, identities);
      const never = new AbortController().signal;
      const deps = { store, vault, identities, files, suppressed, clock, isBusy: () => false, onFailure: nobodyAsks };
      await new UploadReader(deps).readOne('upload', never);
      const { items } = await engine.ask(new ListVerdicts(engine.query(), { uploadId: 'upload' }));
      expect(items.map(({ verdict }) => verdict)).toEqual(['invalid', 'duplicate', 'accepted']);
      expect(items.map(({ contactId }) => contactId).slice(0, 2)).toEqual(['row-upload-1', 'row-upload-1']);
    });

    it('sends a test by the number as it is', async () => {
      const dispatch = new SmallDispatch(engine);
      await dispatch.connect(tenant);
      await dispatch.start();
      const { senderId } = tenant;
      await engine.run(new EditSender(engine.command(), { senderId, portfolioId: 'pf-2' }));
      const person = { phone: '+5511900000009', name: 'Ana', parameters: { amount: '1' } };
      await engine.run(new SendTestMessage(engine.command(), { campaignId, ...person }));
      void dispatch.dispatcher.sendTest(campaignId, 'test-1');
      await dispatch.until(() => dispatch.sent.length === 1);
      await dispatch.stop();
    });

    it('starts at its time, by the clocks of its subaccount', async () => {
      const { store, views, clock, random } = engine;
      // Three hours behind UTC, so that it is an hour from now.
      const localTime = new Date(clock.now() - 2 * 3600_000).toISOString().slice(0, 16);
      await engine.run(new ScheduleCampaign(engine.command(), { campaignId, localTime }));
      await clock.advance(3600_000);
      await look(engine, schedule(store, views.operational, engine.module.get(Preflight), clock, random));
      expect((await campaignOf(engine, campaignId)).status).toBe('sending');
    });

    it('knows which numbers are one owner’s', async () => {
      const { directory } = await openWebhooks(engine);
      const other = new RegisterSender(engine.command(), { subaccountId: tenant.subaccountId, ...nextSender(engine) });
      await engine.run(other);
      const { directory: later } = await openWebhooks(engine);
      expect(await directory.accountOf(tenant.senderId)).toEqual([tenant.senderId]);
      expect(await later.accountOf(tenant.senderId)).toHaveLength(2);
    });
  });
});
