import type { Plan } from './plan';
import { subscriberOf } from './platform/phones';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
/** As messages carry it: version, campaign, contact, attempt. */
const CALLBACK = new RegExp(`m\\d+\\|(${UUID.source})\\|([\\w-]+)\\|a(\\d+)`, 'g');
const CONTACT = new RegExp(`(${UUID.source})\\.([\\w-]{22})`, 'g');
const ID = new RegExp(UUID.source, 'g');
/** What streams are of, where readers know it by another word. */
const WORDS: Readonly<Record<string, string>> = { sender: 'number', subaccount: 'tenant' };

/** Names that people can read for what has ids: `contact 3 of campaign 1`. Each is counted from 1 as the log comes to it. */
export class Names {
  /** By id, and contacts by `campaign.key`. */
  private readonly known = new Map<string, string>();
  private readonly counts = new Map<string, number>();
  private readonly people: ReadonlyMap<string, string>;

  constructor(plan: Plan) {
    const people = new Map<string, string>();
    // One subscriber may be in a plan twice: the first is who it is.
    for (const [n, { phone }] of plan.people.entries()) {
      const subscriber = subscriberOf(phone.slice(1));
      if (!people.has(subscriber)) people.set(subscriber, `person ${n + 1}`);
    }
    this.people = people;
  }

  ofStream(stream: string): string {
    const [, kind = '', id = ''] = /^([a-z]+)-(.*)$/s.exec(stream) ?? [];
    if (kind === '') return stream;
    const known = this.known.get(id);
    if (kind === 'contact') return known ?? this.nameContact(id);
    if (['campaign', 'sender', 'subaccount', 'template'].includes(kind)) return known ?? this.name(kind, id);
    // Several kinds share an id with something else.
    return this.known.get(stream) ?? this.name(kind, stream);
  }

  ofSubscriber(subscriber: string): string {
    return this.people.get(subscriber) ?? subscriber;
  }

  /** Of a message. */
  ofCallback(callbackData: string | undefined): string {
    return callbackData === undefined ? 'something' : this.in(callbackData);
  }

  /** A text with names for all ids that are known, and persons for phones. */
  in(text: string): string {
    return text
      .replace(CALLBACK, (all, campaign: string, key: string, attempt: string) => {
        const contact = this.known.get(`${campaign}.${key}`);
        return contact === undefined ? all : `${contact} (attempt ${attempt})`;
      })
      .replace(CONTACT, (all) => this.known.get(all) ?? all)
      .replace(ID, (id) => this.known.get(id) ?? id)
      .replace(/\+(\d{8,15})/g, (all, digits: string) => this.people.get(subscriberOf(digits)) ?? all);
  }

  private nameContact(id: string): string {
    const campaign = this.known.get(id.split('.')[0]!) ?? 'no campaign';
    return this.name('contact', id, ` of ${campaign}`);
  }

  private name(kind: string, id: string, of = ''): string {
    const key = `${kind}${of}`;
    const nth = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, nth);
    const name = `${WORDS[kind] ?? kind} ${nth}${of}`;
    this.known.set(id, name);
    return name;
  }
}
