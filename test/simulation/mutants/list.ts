import type { Rule } from '../judge/failure';
import type { Mutant } from './mutant';

const LIVE = 'libs/dispatch/src/live.ts';
const ATTEMPT = 'libs/dispatch/src/attempt.ts';
const STATUSES = 'libs/domain/src/contact/contact.statuses.ts';
const ATTEMPTS = 'libs/domain/src/contact/contact.attempts.ts';
const WEBHOOK = 'libs/application/src/webhooks/receive-webhook.ts';
const MEMORY_LOG = 'test/simulation/stores/memory-event-store.ts';
const MEMORY_LANE = 'test/simulation/stores/memory-views/lane.ts';
const DISPATCHER = 'libs/dispatch/src/dispatcher.ts';
const RECONCILIATION = 'libs/application/src/reactions/reconciliation.ts';
/** Of mistakes that some 300 worlds each did not show: they need two messages to a person about a lost attempt, or a history that is cut short there. */
const RECONCILIATION_SUITE = 'dist/libs/application/src/reactions/reconciliation.spec';
const COMPLETION = 'libs/application/src/reactions/completion.ts';

const NEVER_TWICE: readonly Rule[] = ['never twice', 'an unknown outcome is never sent again'];
const PAUSE = 'pause pauses';
const SOUND = 'the log is sound';
const TRUE_STATES = 'states are true';
const COUNTERS = 'counters are the fold of the log';
const CLAIMED = 'only who is claimed is called';

/** Two appends at one revision that are not the same: the second is taken, as if nobody had asked for a revision. */
const NO_REVISIONS = [
  {
    file: MEMORY_LOG,
    text: 'return isRepeat ? appended(known[from + events.length - 1]!) : refusal();',
    becomes: 'if (isRepeat) return appended(known[from + events.length - 1]!);',
  },
  {
    file: MEMORY_LOG,
    text: `if (expected === 'noStream' ? actual >= 0 : expected !== 'any' && expected !== actual) return refusal();`,
    becomes: 'void refusal;',
  },
];

/** A dispatcher that does not wait for the views takes rows from them that are not so any more. */
const STALE_QUEUE = {
  file: DISPATCHER,
  text: 'while (viewsAt() < head && !signal.aborted) await clock.sleep(10, signal);',
  becomes: 'void [viewsAt, head, clock, signal];',
};
const STALE_COUNTS = {
  file: 'libs/dispatch/src/views-caught-up.ts',
  text: 'while (viewsAt() < head) {',
  becomes: 'while (viewsAt() < head && until < 0) {',
};

export const MUTANTS: readonly Mutant[] = [
  // Claims.
  {
    name: 'the claim id is derived',
    changes: [
      {
        file: ATTEMPT,
        text: 'const options = { eventId: this.deps.random.uuid(),',
        becomes: `const options = { eventId: require('@arauto/event-store').namedId(campaignId, contactKey, String(revision)),`,
      },
      STALE_QUEUE,
      STALE_COUNTS,
    ],
    rules: [...NEVER_TWICE, CLAIMED],
  },
  {
    name: 'the claim is decided again after a conflict',
    changes: [
      {
        file: ATTEMPT,
        text: '...(revision !== undefined && { revision, known: uploaded }) };',
        becomes: '...(revision !== undefined && uploaded && {}) };',
      },
      STALE_QUEUE,
      STALE_COUNTS,
    ],
    rules: ['a retry waits until it is due'],
  },
  {
    name: 'the conflict of a claim is ignored since the lease is held',
    changes: [
      {
        file: ATTEMPT,
        text: 'if (isConflict(error)) return undefined;',
        becomes: 'if (isConflict(error)) return known(await this.contacts.state(turn.campaignId, turn.contactKey));',
      },
      STALE_QUEUE,
      STALE_COUNTS,
    ],
    rules: [CLAIMED, ...NEVER_TWICE],
  },
  {
    name: 'the expected revision is ignored',
    changes: NO_REVISIONS,
    rules: [SOUND],
    isQuick: true,
  },
  {
    name: 'the queue is not caught up, and nobody looks at the revision of a claim',
    changes: [...NO_REVISIONS, STALE_QUEUE, STALE_COUNTS],
    rules: [SOUND, ...NEVER_TWICE],
  },
  // Between the claim and the write.
  {
    name: 'the second look at the gate is left out',
    changes: [{ file: ATTEMPT, text: 'if (!turn.gateOpen()) return false;', becomes: '' }],
    rules: [PAUSE, 'a paused number sends nothing', 'who is suppressed is left alone'],
  },
  {
    name: 'the call-by limit is left out',
    changes: [{ file: ATTEMPT, text: 'if (look.late) return false;', becomes: '' }],
    rules: ['a claim is used at once or not at all'],
  },
  {
    name: 'nobody asks the log whether another process has paused',
    changes: [
      {
        file: LIVE,
        text: 'return !permits || (permits.campaigns.isOpen(campaignId) && permits.senders.isOpen(senderId));',
        becomes: 'return !permits || campaignId !== senderId;',
      },
      { file: LIVE, text: 'if (!permits) return;', becomes: 'if (!permits || sending) return;' },
    ],
    rules: [PAUSE, 'a paused number sends nothing'],
  },
  // After the write.
  {
    name: 'who did not answer is sent to again',
    changes: [
      {
        file: ATTEMPT,
        text: `const position = await this.outcomes.refused(turn, contact, outcome.error);`,
        becomes: `const position = await this.outcomes.refused(turn, contact, { ...outcome.error, code: failure.code });`,
      },
      {
        file: ATTEMPT,
        text: `      case 'refused':\n      case 'unreached': {\n        const failure = { code: outcome.error.code,`,
        becomes: `      case 'refused':\n      case 'unknown':\n      case 'unreached': {\n        const failure = { code: outcome.kind === 'unknown' ? 'ENG_NET' : outcome.error.code,`,
      },
    ],
    rules: NEVER_TWICE,
    isQuick: true,
  },
  {
    name: 'who failed after acceptance is sent to again',
    changes: [
      {
        file: WEBHOOK,
        text: 'const retry = named && !isTestContact(contactKey)',
        becomes: 'const retry = named !== null && !isTestContact(contactKey)',
      },
      {
        file: WEBHOOK,
        text: 'if (!retryAfterAcceptance.includes(code)) return null;',
        becomes: 'void retryAfterAcceptance;',
      },
    ],
    rules: NEVER_TWICE,
  },
  {
    name: 'what was accepted is in the log before it is in the vault',
    changes: [
      {
        file: 'libs/dispatch/src/outcomes.ts',
        text: `await this.deps.vault.put([{ ref: messageRef, kind: 'message', person, campaign: campaignId, data: messageId }]);`,
        becomes: `void this.deps.vault.put([{ ref: messageRef, kind: 'message', person, campaign: campaignId, data: messageId }]).catch(() => undefined);`,
      },
    ],
    rules: ['what the log refers to is in the vault'],
    isQuick: true,
  },
  {
    name: 'a late answer overrides a webhook',
    changes: [
      {
        file: STATUSES,
        text: 'if (attempt > contact.attempt || contact.accepted.includes(attempt)) return [];',
        becomes: 'if (attempt > contact.attempt) return [];',
      },
      {
        file: ATTEMPTS,
        text: 'const stays = hasEnded(contact) || (isUnderway(contact) && contact.rank > MILESTONE_RANK.accepted);',
        becomes: 'const stays = inferred && hasEnded(contact);',
      },
    ],
    rules: [SOUND, TRUE_STATES],
  },
  // Webhooks.
  {
    name: 'a webhook is answered before it is durable',
    changes: [
      {
        file: 'apps/engine/src/webhooks/answer-webhook.ts',
        text: 'await parts.receiver.receive(senderId, sender, body);',
        becomes: 'void parts.receiver.receive(senderId, sender, body).catch(() => undefined);',
      },
    ],
    rules: [TRUE_STATES, 'every answer is one row'],
  },
  {
    name: 'a webhook is routed by its address',
    changes: [
      {
        file: 'libs/application/src/webhooks/addressees.ts',
        text: 'return phoneNumberId === undefined ? this.ownElseOldest(owned) : owned.slice(0, 1);',
        becomes: 'return owned.length > 0 ? [addressed] : [];',
      },
    ],
    rules: [TRUE_STATES],
    isQuick: true,
  },
  {
    name: 'a milestone is counted twice',
    changes: [
      {
        file: STATUSES,
        text: 'if (MILESTONE_RANK[command.status] > story.contact.rank) {',
        becomes: 'if (MILESTONE_RANK[command.status] >= story.contact.rank) {',
      },
    ],
    rules: [SOUND],
    isQuick: true,
  },
  {
    name: 'a status that comes late moves a contact back',
    changes: [
      {
        file: STATUSES,
        text: 'if (MILESTONE_RANK[command.status] > story.contact.rank) {',
        becomes: 'if (MILESTONE_RANK[command.status] !== story.contact.rank) {',
      },
    ],
    rules: [SOUND, TRUE_STATES],
  },
  {
    name: 'an older word of the platform wins',
    changes: [
      {
        file: 'libs/domain/src/said.ts',
        text: 'if (heard === undefined || said.at > heard.at) return true;',
        becomes: 'if (heard === undefined || said.at !== heard.at) return true;',
      },
    ],
    rules: ['the newest word of the platform holds'],
  },
  // What goes out inside sessions alone.
  {
    name: 'free-form content goes out whatever the session',
    changes: [
      {
        file: ATTEMPT,
        text: 'const message = session.open ? messages.inSession : messages.outside;',
        becomes: 'const message = messages.inSession;',
      },
    ],
    rules: ['free form stays within sessions'],
  },
  {
    name: 'the session of the report decides what goes out',
    changes: [
      {
        file: 'libs/dispatch/src/session.ts',
        text: 'open: end !== null && now < end - MARGIN,',
        becomes: 'open: end !== null && now < end - MARGIN || now < sessionForUs(after, now).expiresAt,',
      },
    ],
    rules: ['free form stays within sessions'],
  },
  {
    name: 'the log does not say that an attempt was free-form',
    changes: [
      { file: ATTEMPT, text: '...(contentType && { contentType }),\n      conversation', becomes: 'conversation' },
    ],
    rules: ['what is recorded is what went out'],
  },
  // Who must not be messaged.
  {
    name: 'nobody looks whether a person is suppressed',
    changes: [
      {
        file: ATTEMPT,
        text: "if (suppression && isSuppressed(suppression, categoryOf(message, turn))) return { code: 'ENG_OPTED_OUT' };",
        becomes: 'void [suppression, isSuppressed, categoryOf];',
      },
    ],
    rules: ['who is suppressed is left alone', 'who said stop is left alone'],
  },
  {
    name: 'a suppression is kept under the notation that it was given in',
    changes: [
      {
        file: 'libs/application/src/suppressions/named-person.ts',
        text: 'const personKey = await identities.personKey(subaccount.id, canonical);',
        becomes: `const personKey = await identities.personKey(subaccount.id, given.replace(/\\D/g, ''));`,
      },
    ],
    rules: ['who is suppressed is left alone'],
  },
  {
    name: 'an opt-out is kept under the notation of the webhook',
    changes: [
      {
        file: 'libs/privacy/src/identity/canonical.ts',
        text: 'return /^\\d{5,20}$/.test(digits) ? canonicalise(digits) : undefined;',
        becomes: 'return /^\\d{5,20}$/.test(digits) ? digits : undefined;',
      },
    ],
    rules: ['who said stop is left alone'],
  },
  {
    name: 'two notations of a number are two persons',
    changes: [
      {
        file: 'libs/privacy/src/identity/canonical.ts',
        text: `{ country: 'MX', from: /^521(\\d{10})$/, to: (m) => \`52\${m[1]!}\` },`,
        becomes: '',
      },
      {
        file: 'libs/privacy/src/identity/canonical.ts',
        text: `{ country: 'BR', from: /^55([1-9]{2})([06-9]\\d{7})$/, to: (m) => \`55\${m[1]!}9\${m[2]!}\` },`,
        becomes: '',
      },
    ],
    rules: [...NEVER_TWICE, 'every row is somewhere'],
    isQuick: true,
  },
  // Limits.
  {
    name: 'the tier is not rebuilt at the start',
    changes: [
      {
        file: 'libs/dispatch/src/portfolios.ts',
        text: 'const people = await this.sent.peopleOf(numbers, this.now() - DAY_MS, most);',
        becomes: 'const people: [] = [];',
      },
    ],
    rules: ['no more persons than the tier allows'],
  },
  {
    name: 'who is to wait for a place ends',
    changes: [
      {
        file: 'libs/dispatch/src/lanes.ts',
        text: `whenFull.whenTierIsFull === 'fail'`,
        becomes: `whenFull.whenTierIsFull !== undefined`,
      },
    ],
    rules: ['who is to wait for a place waits'],
  },
  {
    name: 'a send window is asked of when a contact is begun, and not when it is written',
    changes: [{ file: DISPATCHER, text: 'campaign.isHourOf(contact, clock.now()) &&', becomes: '' }],
    rules: ['nothing leaves outside the send window'],
  },
  {
    name: 'the days of a send window are not looked at',
    changes: [
      {
        file: 'libs/dispatch/src/send-window.ts',
        text: 'if (!days.includes(SEND_DAYS[new Date(day).getUTCDay()]!)) continue;',
        becomes: '',
      },
    ],
    rules: ['nothing leaves outside the send window'],
  },
  {
    name: 'a send window goes by UTC',
    changes: [
      {
        file: 'libs/dispatch/src/sending-campaign.ts',
        text: 'new OpenTimes({ sendWindow, timeZone })',
        becomes: `new OpenTimes({ sendWindow, timeZone: 'UTC' })`,
      },
    ],
    rules: ['nothing leaves outside the send window'],
    isQuick: true,
  },
  {
    name: 'of a country with several zones one is looked at',
    changes: [
      {
        file: 'libs/dispatch/src/send-window.ts',
        text: 'openingInAll(sendWindow, zones, at)',
        becomes: 'openingAt(sendWindow, zones[0]!, at)',
      },
    ],
    rules: ['nothing leaves outside the send window'],
  },
  {
    name: 'the plan of a number that warms up is not kept',
    changes: [
      {
        file: 'libs/dispatch/src/lanes.ts',
        text: 'warmUpAt(warmUp, now)?.limit ?? null',
        becomes: 'warmUpAt(warmUp, now) && null',
      },
    ],
    rules: ['a number warms up as planned'],
  },
  {
    name: 'the first day of a warm-up is forgotten after a crash',
    changes: [
      {
        file: 'libs/dispatch/src/lanes.ts',
        text: 'peopleOf: (...asked) => sent.peopleOf(...asked),',
        becomes: 'peopleOf: () => Promise.resolve([]),',
      },
    ],
    rules: ['a number warms up as planned'],
  },
  {
    name: 'persons wait for no number that is paused',
    changes: [
      {
        file: 'libs/dispatch/src/sending-campaign.ts',
        text: 'this.moves ? (id) => working.has(id) : undefined',
        becomes: '(id) => working.has(id)',
      },
    ],
    rules: ['each person has one number'],
  },
  {
    name: 'a person has another number after every resume',
    changes: [
      {
        file: 'libs/dispatch/src/sending-campaign.ts',
        text: 'stickySender(contactKey, this.senders',
        becomes: 'stickySender(contactKey + String(this.known.resumes), this.senders',
      },
    ],
    rules: ['each person has one number'],
  },
  {
    name: 'a canary is forgotten by who sends',
    changes: [
      {
        file: 'libs/dispatch/src/campaign-queue.ts',
        text: 'canary ? await this.canary.due(canary, now.wall) : await this.due(cursor, now.wall)',
        becomes: 'await this.due(cursor, now.wall)',
      },
    ],
    rules: ['a canary goes alone'],
    isQuick: true,
  },
  {
    name: 'nobody pauses after a canary',
    changes: [{ file: DISPATCHER, text: 'this.endCanary(campaign, known.canary);', becomes: ';' }],
    rules: ['every campaign ends'],
  },
  {
    name: 'a canary is over once a campaign is resumed, whatever it was paused for',
    changes: [
      {
        file: 'libs/domain/src/campaign/campaign.state.ts',
        text: 'removed.some(isOfCanary) ? null : campaign.canary',
        becomes: 'null',
      },
    ],
    rules: ['a canary goes alone'],
  },
  {
    name: 'refusals in a row are not counted',
    changes: [
      { file: 'libs/dispatch/src/consequences.ts', text: 'return length >= mostInARow;', becomes: 'return false;' },
    ],
    rules: ['guard rails hold'],
  },
  // What the history of messages tells of attempts that nobody answered.
  {
    name: 'of two messages that an attempt could have been the first is taken',
    changes: [
      { file: RECONCILIATION, text: 'return free.length === 1 ? free[0] : undefined;', becomes: 'return free[0];' },
    ],
    rules: [],
    suite: RECONCILIATION_SUITE,
  },
  {
    name: 'a message that another attempt could have been is taken all the same',
    changes: [
      {
        file: RECONCILIATION,
        text: 'if (await this.hasRival(subaccountId, each, person, rivals)) continue;',
        becomes: '',
      },
    ],
    rules: [],
    suite: RECONCILIATION_SUITE,
  },
  {
    name: 'a message that is known to be of another attempt is taken',
    changes: [
      {
        file: RECONCILIATION,
        text: 'entries.filter((_, index) => !owners.has(hashes[index]!))',
        becomes: 'entries',
      },
    ],
    rules: [TRUE_STATES],
  },
  {
    name: 'a history that tells only a part is taken for all of it',
    changes: [
      {
        file: RECONCILIATION,
        text: 'still.filter(({ from }) => from - APART >= history.since)',
        becomes: 'still',
      },
    ],
    rules: [],
    suite: RECONCILIATION_SUITE,
  },
  {
    name: 'guard rails count what somebody has let pass',
    changes: [
      {
        file: 'libs/application/src/reactions/guard-rails.ts',
        text: 'known?.revision === revision ? known.looks : []',
        becomes: 'known?.looks ?? []',
      },
    ],
    rules: [],
    suite: 'dist/libs/application/src/reactions/guard-rails.spec',
  },
  {
    name: 'the pace of a campaign is not kept',
    changes: [
      { file: DISPATCHER, text: 'const pace = campaign.paceAt(now.monotonic);', becomes: 'const pace = null;' },
    ],
    rules: ['nobody goes faster than set'],
  },
  {
    name: 'the pace of a number is not kept',
    changes: [
      {
        file: 'libs/dispatch/src/lanes.ts',
        text: 'if (wait > 0) return { waitMs: wait, person: false };',
        becomes: '',
      },
      {
        file: 'libs/dispatch/src/lanes.ts',
        text: 'const wait = longest(paces, (pace) => msUntilPlace(pace, now));',
        becomes: 'const wait = Math.min(0, longest(paces, (pace) => msUntilPlace(pace, now)));',
      },
    ],
    rules: ['nobody goes faster than set'],
    isQuick: true,
  },
  // The ends of campaigns.
  {
    name: 'completion concludes from nobody who waits',
    changes: [
      {
        file: COMPLETION,
        text: `if (campaign.openUploads > 0 || count('settled') !== campaign.contacts) return false;`,
        becomes: `if (campaign.openUploads > 0 || waitingIn(counters) > 0 || count('open') > 0) return false;`,
      },
      { file: COMPLETION, text: `settled: count('settled'),`, becomes: 'settled: campaign.contacts,' },
      {
        file: COMPLETION,
        text: 'import { type Counters, countOf, failuresIn }',
        becomes: 'import { type Counters, countOf, failuresIn, waitingIn }',
      },
    ],
    rules: ['completed means done'],
    isQuick: true,
  },
  {
    name: 'a cancel does not wait for open attempts',
    changes: [
      {
        file: 'libs/application/src/reactions/cancel-fan-out.ts',
        text: `const canFinish = status === 'canceling' && openUploads === 0 && open === 0;`,
        becomes: `const canFinish = status === 'canceling' && openUploads === 0;`,
      },
      {
        file: 'libs/application/src/reactions/cancel-fan-out.ts',
        text: `if (waitingIn(counters) > 0 || countOf(counters, 'open') > 0) return;`,
        becomes: 'if (waitingIn(counters) > 0) return;',
      },
    ],
    rules: ['canceled means ended'],
  },
  {
    name: 'a cancel ends who is being sent to',
    changes: [
      {
        file: 'libs/domain/src/contact/contact.decider.ts',
        text: `return isWaiting(contact) ? [{ type: 'CanceledByAdmin'`,
        becomes: `return isWaiting(contact) || contact.situation.open ? [{ type: 'CanceledByAdmin'`,
      },
      {
        file: 'libs/application/src/reactions/cancel-fan-out.ts',
        text: `const where = [{ field: 'queue', equals: campaignId }] as const;`,
        becomes: `const where = [{ field: 'queue', in: [campaignId, 'open attempts'] }] as const;`,
      },
    ],
    rules: [SOUND, 'canceled means ended'],
  },
  {
    name: 'a message expires before its time',
    changes: [
      {
        file: ATTEMPTS,
        text: 'new Date(Date.parse(expiresFrom) + contact.expiresAfter * 1000)',
        becomes: 'new Date(Date.parse(expiresFrom) + contact.expiresAfter * 500)',
      },
    ],
    rules: ['nothing expires before its time'],
  },
  {
    name: 'a schedule is a minute early',
    changes: [
      {
        file: 'libs/application/src/reactions/schedule.ts',
        text: `{ field: 'startsAt', to: clock.now() + 1 },`,
        becomes: `{ field: 'startsAt', to: clock.now() + 60_000 },`,
      },
    ],
    rules: ['nothing starts before its time'],
  },
  {
    name: 'the platform lets go on what an admin has paused',
    changes: [
      {
        file: 'libs/domain/src/sender/sender.decider.ts',
        text: `command.by === 'admin' || (by === 'system' && command.reasons.includes(reason));`,
        becomes: `command.by === 'admin' || by === 'admin' || command.reasons.includes(reason);`,
      },
    ],
    rules: ['what an admin has paused stays paused'],
  },
  // Views and uploads.
  {
    name: 'a contact settles twice',
    changes: [
      {
        file: 'libs/domain/src/contact/contact.moves.ts',
        text: 'const settles = !contact.settled && (ENDED.has(state) || situation.needsAttention);',
        becomes: 'const settles = ENDED.has(state) || situation.needsAttention;',
      },
    ],
    rules: [SOUND],
    isQuick: true,
  },
  {
    name: 'a checkpoint is written without condition',
    changes: [
      {
        file: MEMORY_LANE,
        text: 'if (place.position !== position) throw this.lost(position, place.position);',
        becomes: '',
      },
      { file: MEMORY_LANE, text: 'if (place.epoch === this.owned.epoch) return place;', becomes: 'return place;' },
    ],
    rules: [COUNTERS],
  },
  {
    name: 'who settles at once is not counted',
    changes: [
      {
        file: 'libs/read-models/src/operational/campaign-counters.view.ts',
        text: 'if (settles) amounts.settled = 1;',
        becomes: 'if (settles && from) amounts.settled = 1;',
      },
    ],
    rules: [COUNTERS, 'every campaign ends'],
    isQuick: true,
  },
  {
    name: 'an upload is resumed a row too far',
    changes: [
      {
        file: 'libs/application/src/uploads/contact-file-reader.ts',
        text: 'const reading = { fromRow: counts.rows + 1,',
        becomes: 'const reading = { fromRow: counts.rows === 0 ? 1 : counts.rows + 2,',
      },
      // Files of a world are smaller than a chunk, and would be resumed at their beginning only.
      {
        file: 'libs/application/src/uploads/upload-reader.ts',
        text: 'const CHUNK_ROWS = 2500;',
        becomes: 'const CHUNK_ROWS = 3;',
      },
      {
        file: 'libs/application/src/uploads/contact-file-reader.ts',
        text: 'const BATCH_ROWS = 500;',
        becomes: 'const BATCH_ROWS = 3;',
      },
    ],
    rules: ['every row is somewhere', 'completed means done', 'every campaign ends'],
  },
  {
    name: 'a contact is tried once more than it may be',
    changes: [
      {
        file: 'libs/dispatch/src/outcomes.ts',
        text: 'attemptsUsed >= maxAttempts',
        becomes: 'attemptsUsed > maxAttempts',
      },
    ],
    rules: ['nobody is tried more often than set'],
  },
  {
    name: 'who somebody is stands in the log',
    changes: [
      {
        file: 'libs/application/src/uploads/contact-rows.ts',
        text: '...(correlationId !== null && { correlationId }),',
        becomes: 'correlationId: correlationId ?? String(canonical),',
      },
    ],
    rules: ['no personal data in log and views'],
  },
  {
    name: 'a report takes who has read for who has received',
    changes: [
      {
        file: 'libs/read-models/src/reporting/messages.view.ts',
        text: 'doc.status = status;',
        becomes: `doc.status = status === 'read' ? 'delivered' : status;`,
      },
    ],
    rules: ['reports are true'],
  },
  {
    name: 'nobody says of an attempt that its outcome is unknown',
    changes: [
      {
        file: 'libs/application/src/reactions/deadlines.ts',
        text: 'if (await holds(campaignId, contactKey, senderId)) return false;',
        becomes: 'if ((await holds(campaignId, contactKey)) || attempt > 0) return false;',
      },
    ],
    rules: ['nothing is open for ever', 'every campaign ends'],
  },
  // Of adapters that worlds have others in place of.
  {
    name: 'the expected revision is ignored by SQLite',
    changes: [
      {
        file: 'libs/event-store/src/sqlite/log-writer.ts',
        text: `if (expected !== 'any') return wrong(append, tip);`,
        becomes: '',
      },
    ],
    rules: [],
    suite: 'dist/libs/event-store/src/sqlite/event-store.spec',
  },
  {
    name: 'a checkpoint is written without condition by SQLite',
    changes: [
      {
        file: 'libs/read-models/src/sqlite/writer.ts',
        text: 'if (actual !== from) throw new LostPlace(this.group, from, actual);',
        becomes: '',
      },
    ],
    rules: [],
    suite: 'dist/libs/read-models/src/sqlite/sqlite-view-store.spec',
  },
  {
    name: 'a checkpoint is written without condition by MongoDB',
    changes: [
      {
        file: 'libs/read-models/src/mongo/lane.ts',
        text: '{ _id: this.id, epoch, position: from, superseded: false },',
        becomes: '{ _id: this.id, superseded: false },',
      },
    ],
    rules: [],
    suite: 'dist/libs/read-models/src/mongo/mongo-view-store.spec',
  },
  {
    name: 'a lease is taken without condition in MongoDB',
    changes: [
      {
        file: 'libs/coordination/src/mongo/mongo-lease-store.ts',
        text: 'filter: { _id, holder, counter },',
        becomes: 'filter: { _id },',
      },
    ],
    rules: [],
    suite: 'dist/libs/coordination/src/mongo/mongo-coordination.spec',
  },
];
