import type { Random } from '@arauto/clock';
import { type Decider, stream } from '@arauto/domain';
import {
  type Aggregate,
  type DomainEvent,
  type EventStore,
  execute,
  type Executed,
  type ExecuteOptions,
  IdempotencyMismatch,
  type JsonObject,
  load,
  type Loaded,
  metadataOf,
  namedId,
  WrongExpectedRevision,
} from '@arauto/event-store';
import { Inject, Injectable } from '@nestjs/common';
import type { Answer, CommandContext } from '../context';
import { ConcurrentChange, RevisionConflict } from '../errors';
import { EVENT_STORE, RANDOM } from '../tokens';

type Execute = <State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  stream: string,
  command: Command,
) => Promise<Executed<State, Event>>;

/** How a use case writes. */
export interface Steps {
  /** To the command's own stream: carries the idempotency key and `If-Match`. Once per command. */
  readonly main: Execute;
  /** The same for a thing that is made: it carries the idempotency key, and there was nothing that `If-Match` could mean. */
  readonly create: Execute;
  /** To a stream that is touched on the way, whose decider makes a repeat harmless. */
  readonly aside: Execute;
}

/** Runs commands: metadata, idempotency, `If-Match` and conflicts in one place. */
@Injectable()
export class CommandRunner {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  /** Id of a thing that a command makes: the same again when the command comes again. */
  newId({ idempotency }: CommandContext, what: string): string {
    return idempotency ? namedId(idempotency.commandId, what) : this.random.id();
  }

  /** One of an aggregate as the log has it now. `revision` is -1 where there is no event. */
  load<State, Event extends DomainEvent, Id extends readonly string[]>(
    aggregate: Aggregate<State, never, Event, Id>,
    ...id: Id
  ): Promise<Loaded<State>> {
    return load(this.store, aggregate, ...id);
  }

  /** Whether this command was carried out before, under the same idempotency key, on this stream. */
  async repeats({ idempotency }: CommandContext, name: string): Promise<boolean> {
    if (!idempotency) return false;
    for await (const { metadata } of await this.store.readStream(name)) {
      if (metadata['commandId'] === idempotency.commandId) return true;
    }
    return false;
  }

  /**
   * Runs one command. A repeat under its idempotency key answers what it answered the first time; one that added nothing
   * leaves its answer in a stream of its own, so that a late repeat cannot act.
   * @throws Refusal, IdempotencyMismatch, RevisionConflict, ConcurrentChange, AppendFailure
   */
  async run<A extends Answer>(context: CommandContext, work: (steps: Steps) => Promise<A>): Promise<A> {
    const earlier = await this.earlierAnswer<A>(context);
    if (earlier) return earlier;
    let added = false;
    const note = <Done extends Executed<unknown, unknown>>(done: Done): Done => {
      added ||= done.repeated || done.events.length > 0;
      return done;
    };
    const { idempotency, expectedRevision } = context;
    let step = 0;
    const steps: Steps = {
      main: async (decider, name, command) =>
        note(await this.execute(context, step++, decider, name, command, { idempotency, expectedRevision })),
      create: async (decider, name, command) =>
        note(await this.execute(context, step++, decider, name, command, { idempotency })),
      aside: (decider, name, command) => this.execute(context, step++, decider, name, command, {}),
    };
    try {
      const answer = await work(steps);
      return added ? answer : await this.keepAnswer(context, answer);
    } catch (error) {
      throw error instanceof WrongExpectedRevision ? conflict(error, context) : error;
    }
  }

  private execute<State, Command, Event extends DomainEvent>(
    context: CommandContext,
    step: number,
    decider: Decider<State, Command, Event>,
    name: string,
    command: Command,
    guards: Pick<ExecuteOptions<State>, 'idempotency' | 'expectedRevision'>,
  ): Promise<Executed<State, Event>> {
    const commandId = context.idempotency?.commandId;
    return execute(this.store, decider, name, command, {
      ...guards,
      metadata: byCaller(context),
      eventId: (index) => (commandId === undefined ? this.random.uuid() : namedId(commandId, name, `${step}.${index}`)),
    });
  }

  private async earlierAnswer<A extends Answer>({ idempotency }: CommandContext): Promise<A | undefined> {
    if (!idempotency) return undefined;
    const name = stream.request(idempotency.commandId);
    for await (const { data } of await this.store.readStream(name, { limit: 1 })) {
      if (data['bodyHash'] !== idempotency.bodyHash) throw new IdempotencyMismatch(name, idempotency.commandId);
      return data['answer'] as unknown as A;
    }
    return undefined;
  }

  private async keepAnswer<A extends Answer>(context: CommandContext, answer: A): Promise<A> {
    const { idempotency } = context;
    if (!idempotency) return answer;
    const name = stream.request(idempotency.commandId);
    const data = { bodyHash: idempotency.bodyHash, answer: answer as unknown as JsonObject };
    const event = { id: this.random.uuid(), type: 'CommandAnswered', data, metadata: byCaller(context) };
    try {
      await this.store.append(name, [event], { expected: 'noStream' });
      return answer;
    } catch (error) {
      const rival = error instanceof WrongExpectedRevision ? await this.earlierAnswer<A>(context) : undefined;
      if (rival) return rival;
      throw error;
    }
  }
}

function byCaller({ principal: { id, name }, correlationId }: CommandContext): JsonObject {
  return metadataOf({ actor: { id, name }, correlationId, source: 'api' });
}

function conflict({ actual }: WrongExpectedRevision, { expectedRevision }: CommandContext): Error {
  if (expectedRevision === undefined) return new ConcurrentChange();
  return new RevisionConflict(expectedRevision, actual === 'noStream' ? -1 : actual);
}

/** The answer of a command whose main stream is the thing's own. */
export function answerOf(id: string, { revision, position }: { revision: number; position: string }): Answer {
  return { id, revision, position };
}
