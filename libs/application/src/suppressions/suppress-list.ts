import { type Clock, instant } from '@arauto/clock';
import { type ColumnMapping, type ContactFiles, openContactFile } from '@arauto/contact-files';
import {
  PHONE_READING,
  stream,
  subaccountAggregate,
  suppressionAggregate,
  suppressionDecider,
  type SuppressionCategory,
} from '@arauto/domain';
import type { Vault } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { answered, type CommandContext } from '../context';
import { Field, id, oneOf, optional, shapes, type Shown, text } from '../fields';
import { Identities } from '../identities/identities';
import { CLOCK, CONTACT_FILES, VAULT } from '../tokens';
import { reasonWords } from '../uploads/reason-words';
import type { ContactMapping } from '../uploads/upload-contacts';
import { CommandRunner, type Steps } from '../use-case/command-runner';
import { type KnownSubaccount, subaccountOf } from '../use-case/scope';
import { CommandWith, type UseCaseFacts } from '../use-case/use-case';

/** Beside the file. */
export class SuppressListQuery {
  @Field(optional(id), 'May be left out by a key of one subaccount.') readonly subaccount?: string;
  @Field(optional(oneOf(['all', 'marketing'])), '`all` by default.') readonly category?: SuppressionCategory;
  @Field(optional(text({ max: 200 }))) readonly reason?: string;
}

const VERDICTS = ['suppressed', 'unchanged', 'invalid'] as const;
type ListVerdict = (typeof VERDICTS)[number];

const listVerdict = shapes.object({
  row: shapes.whole,
  verdict: shapes.oneOf(VERDICTS),
  reasons: shapes.list(shapes.object({ code: shapes.text, message: shapes.text, column: shapes.orNull(shapes.text) })),
});

const listSuppressed = shapes.named(
  'SuppressedList',
  shapes.object({
    ...answered,
    rows: shapes.whole,
    /** Persons who must not be messaged since this request. */
    suppressed: shapes.whole,
    /** Rows of persons of whom it was said before, by this file or earlier. */
    unchanged: shapes.whole,
    invalid: shapes.whole,
    verdicts: shapes.described(
      shapes.orNull(shapes.list(listVerdict)),
      'Of the rows, counted from 1, that are not `suppressed`: the first 10,000. Null where a repeat of an idempotency key is answered.',
    ),
    /** There are more such rows. */
    more: shapes.flag,
  }),
);
type ListSuppressed = Shown<typeof listSuppressed>;

interface StoredList {
  readonly stored: { readonly uploadId: string };
  readonly mapping: ContactMapping | null;
  /** The file came as a workbook: see `openContactFile`. */
  readonly isSheet: boolean;
}

/** Suppresses everybody whose number is in a file. The file is read and forgotten. */
export class SuppressList extends CommandWith<SuppressListQuery & StoredList, ListSuppressed> {
  static readonly facts: UseCaseFacts = {
    permission: 'suppression:write',
    query: SuppressListQuery,
    answers: listSuppressed,
    problems: ['not_found'],
  };
}

/** Rows that are looked up and written together. */
const AT_ONCE = 200;
const MOST_VERDICTS = 10_000;

type Verdicts = Shown<typeof listVerdict>[];
type Counts = Record<ListVerdict, number>;

@CommandHandler(SuppressList)
export class SuppressListHandler implements ICommandHandler<SuppressList> {
  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(CONTACT_FILES) private readonly files: ContactFiles,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The same file again adds nothing. What was taken of a file that turns out to be damaged further on stays taken.
   * @throws ContactFileError when the file as a whole cannot be read; Refusal
   */
  async execute({ context, input }: SuppressList): Promise<ListSuppressed> {
    try {
      const subaccount = await subaccountOf(this.runner, context.principal, input.subaccount);
      // Kept with an idempotency key are the counts: ten thousand verdicts are no event.
      let verdicts: Verdicts | null = null;
      const answer = await this.runner.run(context, ({ aside }) =>
        this.take(aside, context, subaccount, input, (verdicts = [])),
      );
      return { ...answer, verdicts };
    } finally {
      await this.files.discard(input.stored.uploadId);
    }
  }

  private async take(
    aside: Steps['aside'],
    context: CommandContext,
    subaccount: KnownSubaccount,
    { stored, mapping, isSheet, category = 'all', reason }: SuppressListQuery & StoredList,
    verdicts: Verdicts,
  ): Promise<ListSuppressed> {
    const { defaultCountry } = subaccount;
    const columns: ColumnMapping = mapping ?? {};
    const rules = {
      required: [],
      defaultCountry,
      reading: PHONE_READING,
      mapping: columns,
      isSheet,
      batchRows: AT_ONCE,
    };
    const file = await openContactFile(this.files.open(stored.uploadId), rules);
    const { revision, position: began } = await this.runner.load(subaccountAggregate, subaccount.id);
    const counts: Counts = { suppressed: 0, unchanged: 0, invalid: 0 };
    let position = began;
    const said = { source: 'api', reason: reason?.trim() || 'by_request', evidence: null } as const;
    for await (const rows of file.batches()) {
      // Of one person in two rows of a batch the second finds what the first has said.
      const seen = new Map<string, Promise<unknown>>();
      const judged = rows.map(async ({ row, phone, reasons }) => {
        // Whatever else is wrong with a row: who it is of is known, and does not want any more.
        if (!phone) return { row, verdict: 'invalid', reasons: reasons.map(reasonWords) } as const;
        const person = await this.identities.personKey(subaccount.id, phone.canonical);
        const before = seen.get(person);
        const work = (before ?? Promise.resolve()).then(async () => {
          const name = stream.suppression(subaccount.id, person);
          const { state } = await this.runner.load(suppressionAggregate, subaccount.id, person);
          const ref = this.runner.newId(context, `suppression ${row}`);
          const at = instant(this.clock.now());
          const command = { type: 'SuppressPerson', category, ref, ...said, at } as const;
          // Whoever is suppressed already leaves nothing more in the vault.
          if (suppressionDecider.decide(command, state).length === 0) return undefined;
          const entry = { ref, kind: 'text', person, campaign: null, phone: phone.e164, data: null } as const;
          await this.vault.put([entry]);
          const done = await aside(suppressionDecider, name, command);
          return done.events.length > 0 ? done.position : undefined;
        });
        seen.set(person, work);
        const at = await work;
        if (at !== undefined && at > position) position = at;
        return { row, verdict: at === undefined ? 'unchanged' : 'suppressed', reasons: [] } as const;
      });
      for (const one of await Promise.all(judged)) {
        counts[one.verdict] += 1;
        if (one.verdict !== 'suppressed' && verdicts.length < MOST_VERDICTS) verdicts.push({ ...one });
      }
      await this.clock.endOfTick();
    }
    const rows = counts.suppressed + counts.unchanged + counts.invalid;
    const more = counts.unchanged + counts.invalid > verdicts.length;
    return { id: subaccount.id, revision, position, rows, ...counts, verdicts: null, more };
  }
}
