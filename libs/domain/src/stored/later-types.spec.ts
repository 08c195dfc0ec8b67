import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaignDecider } from '../campaign';
import { contactDecider } from '../contact';
import { messageDecider } from '../conversation';
import type { Decider } from '../decider';
import { keyDecider } from '../key';
import { loginLinkDecider } from '../login';
import { numberDecider } from '../number';
import { personDecider } from '../person';
import { searchDecider, searchNameDecider } from '../search';
import { senderDecider } from '../sender';
import { subaccountDecider } from '../subaccount';
import { suppressionDecider } from '../suppression';
import { templateDecider } from '../template';
import { uploadDecider } from '../upload';
import type { StoredType } from './stored-event';

type Anybody = Pick<Decider<unknown, never, never>, 'initial' | 'evolve'>;

const FIRST_EVENTS: readonly (readonly [first: StoredType, Anybody])[] = [
  ['CampaignCreated', campaignDecider],
  ['ContactUploaded', contactDecider],
  ['ContactFileReceived', uploadDecider],
  ['MessageReceived', messageDecider],
  ['SenderRegistered', senderDecider],
  ['NumberClaimed', numberDecider],
  ['TemplateRegistered', templateDecider],
  ['SubaccountCreated', subaccountDecider],
  ['PersonSuppressed', suppressionDecider],
  ['IdentityLearned', personDecider],
  ['KeyCreated', keyDecider],
  ['LoginLinkUsed', loginLinkDecider],
  ['SearchSaved', searchDecider],
  ['SearchNameClaimed', searchNameDecider],
];

const golden = (type: StoredType) =>
  JSON.parse(
    readFileSync(join(__dirname, `../../../../../libs/domain/src/stored/golden/${type}.v1.json`), 'utf8'),
  ) as never;

/** A program that came later makes events of types that this one does not know, and the door lets them pass. */
it.each(FIRST_EVENTS)(
  'an event of a later type changes nothing of what began with %s',
  (first, { initial, evolve }) => {
    const later = { type: 'Waved', data: {} } as never;
    const state = evolve(initial, golden(first));
    expect(state).not.toEqual(initial);
    expect(evolve(state, later)).toBe(state);
    expect(evolve(initial, later)).toBe(initial);
  },
);
