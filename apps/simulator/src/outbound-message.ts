import { type Dialect } from './dialect';
import { dialectOf } from './dialect-of';
import { Draws } from './draws';
import { type Fate, type Reaction } from './fate';
import { type InboundContent } from './inbound-update';
import { type StatusName, type Step } from './journey';
import { contentOf } from './person-writes';
import { type Task } from './schedule';
import { type Update } from './update';
import { type World } from './world';
import { type Accepted, type MessageState } from './world-state';
import { writeTo, type Writing } from './write-to';

/** How something that the person writes hangs together with what was written before. */
type About = Pick<Writing, 'contextId' | 'quotesOld' | 'corrects' | 'referred'>;

/** An accepted message on its way: lets its steps happen when they are due, and tells of them. */
export class OutboundMessage implements Task {
  private next = 0;
  private readonly dialect: Dialect;

  constructor(
    private readonly world: World,
    private readonly message: Accepted,
    private readonly fate: Fate,
    private readonly draws: Draws,
    private readonly steps: readonly Step[],
    /** Statuses so far that could carry the price. */
    private priced = 0,
  ) {
    this.dialect = dialectOf(world, message.number);
    world.pendingSteps += steps.length;
    world.underway.add(this);
  }

  /** What is still to happen; that it is late by then does no harm. */
  get state(): MessageState {
    const { message, fate, draws, steps, next, priced } = this;
    const { number, ...facts } = message;
    return { message: { ...facts, number: number.id }, fate, drawsKey: draws.key, steps: steps.slice(next), priced };
  }

  /** Sends the first status in a webhook of its own, and calls back when the receiver acknowledged it; false where nobody is told of it. */
  tellFirst(acknowledged: () => void): boolean {
    const step = this.steps[0];
    if (step?.what !== 'enqueued' && step?.what !== 'sent' && step?.what !== 'failed') return false;
    const updates = this.statusOf(step.what, this.world.clock.now(), step);
    if (!this.world.outboxOf(this.message.number).express(updates, acknowledged)) return false;
    this.next = 1;
    this.world.pendingSteps--;
    return true;
  }

  /** Lets everything that is due happen, and waits for the rest. */
  run(): void {
    const { clock, schedule } = this.world;
    const now = clock.now();
    for (let step = this.steps[this.next]; step; step = this.steps[this.next]) {
      if (step.dueAt > now) {
        schedule.at(step.dueAt, this);
        return;
      }
      this.next++;
      this.world.pendingSteps--;
      // What happens on time happens now: the stamp must not precede the response by a timer's delay.
      this.happen(step, step.happenedAt < step.dueAt ? step.happenedAt : now);
    }
    this.world.underway.delete(this);
  }

  private happen(step: Step, at: number): void {
    switch (step.what) {
      case 'arrives':
        this.arrive(at);
        break;
      case 'enqueued':
      case 'sent':
      case 'delivered':
      case 'read':
      case 'failed':
        this.tell(this.statusOf(step.what, at, step), step.what);
        break;
      case 'referral':
        this.tellReply(
          this.written({ text: 'Olá! Vi o anúncio.' }, at, step.what, { referred: true }).update,
          step.what,
        );
        break;
      default:
        this.react(step.what, at, this.isOld(step));
    }
  }

  private arrive(at: number): void {
    const { digits, handset, template, freeForm, callbackData, number, serial } = this.message;
    this.world.ledger.record({
      phone: digits,
      handset,
      template,
      ...(freeForm && { freeForm }),
      callbackData,
      provider: number.provider,
      sender: number.id,
      serial,
      arrivedAt: at,
    });
  }

  private react(reaction: Reaction, at: number, quotesOld: boolean): void {
    const { number, person, handset } = this.message;
    if (reaction === 'stop' || reaction === 'preference-stop')
      this.world.optedOut.add(`${number.portfolio}|${handset}`);
    if (reaction === 'preference-stop') {
      this.tell([this.dialect.preference(person, at)], reaction);
      return;
    }
    this.write(reaction, at, quotesOld);
  }

  /** What the person writes in answer, with whatever it does to it afterwards. */
  private write(reaction: Exclude<Reaction, 'preference-stop'>, at: number, quotesOld: boolean): void {
    const { draws, message } = this;
    const own = this.dialect.messageId(message.digits, this.world.epoch, message.serial);
    const [first = { text: 'Sim', payload: 'Sim' }, ...others] = message.quickReplies;
    const plain = { text: 'Obrigado, está tudo certo 👍' };
    const kind = reaction === 'anything' ? draws.pick('reply.kind', this.dialect.kinds) : reaction;
    switch (kind) {
      case 'reply':
        return void this.say(kind, plain, at);
      case 'quoting':
        return void this.say(kind, plain, at, { contextId: own, quotesOld });
      case 'stop':
        return void this.say(kind, { text: 'PARAR' }, at);
      case 'tap':
        return void this.say(kind, { button: draws.pick('tap.button', [first, ...others]) }, at, {
          contextId: own,
          quotesOld,
        });
      case 'tap-first':
        return void this.say(kind, { button: first }, at, { contextId: own, quotesOld });
      case 'reaction_removed':
        this.say(kind, contentOf('reaction', own), at);
        return void this.say(`${kind}.then`, { type: 'reaction', object: { message_id: own } }, at);
      case 'edited':
      case 'revoked': {
        const id = this.say(kind, plain, at);
        const correction = { original_message_id: id };
        const message = { type: 'text', text: { body: 'Obrigado!' } };
        const then: InboundContent =
          kind === 'edited'
            ? { type: 'edit', object: { ...correction, message } }
            : { type: 'revoke', object: correction };
        return void this.say(`${kind}.then`, then, at, { corrects: id });
      }
      default:
        this.say(kind, contentOf(kind, own), at);
    }
  }

  /** @returns the id of what was written */
  private say(name: string, content: InboundContent, at: number, about: About = {}): string {
    const { id, update } = this.written(content, at, name, about);
    this.tellReply(update, name);
    return id;
  }

  private written(content: InboundContent, at: number, name: string, about: About): ReturnType<typeof writeTo> {
    const { number, handset, person } = this.message;
    const draws = new Draws(`${this.draws.key}|${name}`);
    return writeTo(this.world, { number, handset, person, content, at, draws, ...about });
  }

  private statusOf(status: StatusName, happenedAt: number, step: Step): readonly Update[] {
    const { world, message, fate, draws } = this;
    const { knobs } = world;
    if (message.number.provider === 'cloud-api' && !draws.chance('history-missing', knobs.historyMissingRate)) {
      world.history.note(message, status, happenedAt, step.code);
    }
    const lost = draws.chance(`callback-missing.${status}`, knobs.missingCallbackRate);
    return this.dialect.status({
      messageId: this.dialect.messageId(message.digits, world.epoch, message.serial),
      status,
      happenedAt,
      ...message.person,
      callbackData: lost ? null : message.callbackData,
      category: message.category,
      priced: this.isPriced(status),
      code: step.code,
      addressed: message.digits,
      old: this.isOld(step),
      milliseconds: draws.chance(`milliseconds.${status}`, knobs.millisecondTimestampRate),
      contacts: knobs.webhookContacts,
      version: knobs.webhookVersion,
      fromAdvertisement: fate.fromAdvertisement,
    });
  }

  /** By when it was planned: a machine that is busy makes no message older. */
  private isOld({ dueAt }: Step): boolean {
    const { knobs, settings } = this.world;
    return (dueAt - (this.message.acceptedAt ?? dueAt)) * settings.speed > knobs.gupshupIdKeptHours * 3_600_000;
  }

  /** The price stands on `sent` and on the first of `delivered` and `read`. */
  private isPriced(status: StatusName): boolean {
    if (status === 'sent') return true;
    return (status === 'delivered' || status === 'read') && this.priced++ === 0;
  }

  /** Some of what persons write comes late, long after what they wrote later. */
  private tellReply(update: Update, name: string): void {
    const { world, draws } = this;
    const { knobs, settings, schedule, clock } = world;
    if (!draws.chance(`late.${name}`, knobs.lateReplyRate)) return this.tell([update], name);
    world.pendingSteps++;
    schedule.at(clock.now() + (draws.uniform(`late.${name}.by`) * knobs.lateReplyMs) / settings.speed, {
      run: () => {
        world.pendingSteps--;
        this.tell([update], name);
      },
    });
  }

  private tell(updates: readonly Update[], name: string): void {
    const { world, draws, fate } = this;
    const { knobs, settings, schedule, clock } = world;
    const outbox = world.outboxOf(this.message.number);
    if (draws.chance(`lost.${name}`, knobs.lostRate)) return;
    for (const update of updates) outbox.put(update);
    for (let copy = 1; copy < fate.copies; copy++) {
      world.pendingSteps++;
      schedule.at(clock.now() + (draws.uniform(`copy.${name}.${copy}`) * knobs.copyWithinMs) / settings.speed, {
        run: () => {
          world.pendingSteps--;
          for (const update of updates) outbox.put(update);
        },
      });
    }
    if (draws.chance(`stranger.${name}`, knobs.unknownWamidRate)) {
      outbox.put(this.dialect.stranger(world.epoch, world.nextSerial(), clock.now()));
    }
    if (draws.chance(`malformed.${name}`, knobs.malformedRate)) outbox.put(this.dialect.malformed(draws));
  }
}
