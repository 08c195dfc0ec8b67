import { type Clock, instant } from '@arauto/clock';
import {
  type ColumnMapping,
  type Columns,
  ContactFileError,
  type ContactRow,
  type ContactRules,
  type GivenContact,
  openContactFile,
} from '@arauto/contact-files';
import {
  contactAggregate,
  contactDecider,
  frozenTemplate,
  type KnownCampaign,
  PHONE_READING,
  Refusal,
  stream,
  subaccountAggregate,
  templateAggregate,
  templateIdOf,
  type Verdict,
} from '@arauto/domain';
import type { EventReader } from '@arauto/event-store';
import type { PersonKey } from '@arauto/privacy';
import { Inject } from '@nestjs/common';
import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CommandContext } from '../context';
import { list, map, named, object, orNull, type Shown, text } from '../fields/shapes';
import { Identities } from '../identities/identities';
import { SuppressedPersons } from '../suppressions/suppressed-persons';
import { CLOCK, EVENT_STORE, VIEWS } from '../tokens';
import { CommandRunner } from '../use-case/command-runner';
import type { Views } from '../views';
import { rulesOf } from './contact-file-reader';
import { readContactLines, writeContactLines } from './contact-lines';
import { ContactRows, type JudgedRow } from './contact-rows';
import { contactsOfFormerKeys } from './former-keys';
import { openableUpload } from './may-upload';
import { againWords, reasonWords } from './reason-words';
import { requiredColumns } from './required-columns';
import type { ContactMapping } from './upload-contacts';
import { verdictParts } from './upload.body';

/** What an upload would say of the first rows. */
export const triedContacts = named(
  'TriedContacts',
  object({
    /** Why no row can be read yet: nobody knows which column is the phone. A mapping says so. */
    problem: orNull(object({ code: text, message: text })),
    /** Null of contacts in JSON, and of a workbook. */
    delimiter: orNull(text),
    encoding: orNull(text),
    /** As the file calls them. */
    columns: list(text),
    /** Of a workbook, the one that is read, and all that can be seen in it; null and none of other files. */
    sheet: orNull(text),
    sheets: list(text),
    /** Which column is what. */
    mapping: orNull(object({ phone: text, name: orNull(text), correlationId: orNull(text), parameters: map(text) })),
    rows: list(
      object({
        ...verdictParts,
        phone: orNull(text),
        name: orNull(text),
        correlationId: orNull(text),
        parameters: map(text),
      }),
    ),
  }),
);
export type TriedContacts = Shown<typeof triedContacts>;

export interface TryContactsInput {
  readonly campaignId: string;
  readonly rows: number;
  readonly contacts:
    | { readonly json: readonly GivenContact[] }
    | {
        /** The first bytes of a file. */
        readonly beginning: readonly Uint8Array[];
        /** Whether they are all of it: if not, its last row may be cut off. */
        readonly isWhole: boolean;
        /** What it is the beginning of a sheet of, where it came as a workbook. */
        readonly workbook: { readonly sheet: string; readonly sheets: readonly string[] } | null;
        readonly mapping: ContactMapping | null;
      };
}

/**
 * Reads the first rows as an upload would, by the same reader, and judges them by what the campaign, its template, and the persons in it are now. Nothing
 * is kept: no event, no file, nothing in the vault.
 */
export class TryContacts extends Query<TriedContacts> {
  constructor(
    /** Of the command that would take them. */
    readonly context: CommandContext,
    readonly input: TryContactsInput,
  ) {
    super();
  }
}

@QueryHandler(TryContacts)
export class TryContactsHandler implements IQueryHandler<TryContacts> {
  private readonly suppressed: SuppressedPersons;

  constructor(
    @Inject(CommandRunner) private readonly runner: CommandRunner,
    @Inject(EVENT_STORE) private readonly events: EventReader,
    @Inject(Identities) private readonly identities: Identities,
    @Inject(VIEWS) views: Views,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.suppressed = new SuppressedPersons(events, views.operational, identities);
  }

  /** @throws ContactFileError when the file as a whole cannot be read; Refusal */
  async execute({ context, input }: TryContacts): Promise<TriedContacts> {
    const { state } = await openableUpload(this.runner, context, input.campaignId, '');
    const { subaccountId, settings } = state;
    const templateId = templateIdOf(settings.content);
    const template = templateId === null ? null : (await this.runner.load(templateAggregate, templateId)).state;
    const { state: subaccount } = await this.runner.load(subaccountAggregate, subaccountId);
    const defaultCountry = subaccount.status === 'none' ? null : subaccount.defaultCountry;
    const frozen = template && frozenTemplate(template);
    const judgedBy = { required: requiredColumns(settings), content: settings.content };
    const rules = rulesOf(judgedBy, { defaultCountry, reading: PHONE_READING }, frozen);
    const read = await firstRows(input, rules);
    const rows = await this.judge(input.campaignId, state, read.rows, frozen?.category);
    return { ...read.file, rows };
  }

  private async judge(
    campaignId: string,
    campaign: KnownCampaign,
    given: readonly ContactRow[],
    category: string | undefined,
  ): Promise<TriedContacts['rows']> {
    const { subaccountId } = campaign;
    const identitySecret = await this.identities.secretOf(subaccountId);
    const rows = new ContactRows({ uploadId: NOBODYS, campaignId, subaccountId, identitySecret, metadata: {} });
    const judged = given.map((each) => rows.judged(each));
    const persons = judged.flatMap(({ person, canonical, reasons }) =>
      person === null || reasons.length > 0 ? [] : [{ person, canonical }],
    );
    const suppressed = await this.suppressed.among(subaccountId, persons, category);
    const former = await this.formerKeys(campaignId, campaign, persons);
    const seen = new Set<string>();
    const shown: TriedContacts['rows'][number][] = [];
    for (const [index, one] of judged.entries()) {
      const key = one.reasons.length > 0 ? one.hash : one.person;
      const isFirst = key === null || !seen.has(key);
      if (key !== null) seen.add(key);
      const found = isFirst
        ? await this.verdictOn(campaignId, rows, one, { former, isSuppressed: suppressed.has(one.person!) })
        : ({ verdict: 'duplicate', again: false } as const);
      shown.push(show(given[index]!, one, found));
    }
    return shown;
  }

  /** Under which keys persons are in the campaign already, whom an older reading may have put there. */
  private async formerKeys(
    campaignId: string,
    { subaccountId, olderUploads }: KnownCampaign,
    persons: readonly { readonly person: PersonKey; readonly canonical: string | null }[],
  ): Promise<ReadonlyMap<PersonKey, readonly PersonKey[]>> {
    if (olderUploads.length === 0) return new Map();
    const numbers = persons.map(({ canonical }) => canonical);
    const former = await this.identities.otherReadings(subaccountId, numbers);
    const keys = persons.map(({ person }) => person);
    return contactsOfFormerKeys(this.events, campaignId, keys, former);
  }

  private async verdictOn(
    campaignId: string,
    rows: ContactRows,
    one: JudgedRow,
    { former, isSuppressed }: { former: ReadonlyMap<PersonKey, readonly PersonKey[]>; isSuppressed: boolean },
  ): Promise<Found> {
    if (one.reasons.length > 0)
      return { verdict: (await this.isKnown(campaignId, one)) ? 'duplicate' : 'invalid', again: false };
    const [person = one.person!, ...others] = former.get(one.person!) ?? [];
    if (others.length > 0) return { verdict: 'duplicate', again: false };
    const { state: contact } = await this.runner.load(contactAggregate, campaignId, person);
    const verdict = isSuppressed ? 'suppressed' : 'accepted';
    if (contact.status === 'none') return { verdict, again: false };
    try {
      contactDecider.decide(rows.acceptance(one, isSuppressed, instant(this.clock.now())), contact);
      return { verdict, again: true };
    } catch (error) {
      if (error instanceof Refusal) return { verdict: 'duplicate', again: false };
      throw error;
    }
  }

  /** Whether a row like it was rejected before. */
  private async isKnown(campaignId: string, { hash }: JudgedRow): Promise<boolean> {
    if (hash === null) return false;
    return (await this.events.readStream(stream.rejectedRow(campaignId, hash), { limit: 1 })).exists;
  }
}

interface Found {
  readonly verdict: Verdict;
  /** Its contact is there, and was removed or suppressed. */
  readonly again: boolean;
}

/** Ids are made of it that nobody ever sees. */
const NOBODYS = 'tried';

const NO_WORKBOOK = { sheet: null, sheets: [] } as const;

interface Read {
  readonly file: Omit<TriedContacts, 'rows'>;
  readonly rows: readonly ContactRow[];
}

async function firstRows({ contacts, rows: wanted }: TryContactsInput, rules: ContactRules): Promise<Read> {
  const reading = { fromRow: 1, batchRows: wanted, batchCharacters: Infinity };
  if ('json' in contacts) {
    const lines = readContactLines(chunksOf(writeContactLines(contacts.json.slice(0, wanted))), rules, reading);
    const rows = (await lines.next()).value ?? [];
    return {
      file: { problem: null, delimiter: null, encoding: null, columns: [], mapping: null, ...NO_WORKBOOK },
      rows,
    };
  }
  const { beginning, isWhole, workbook } = contacts;
  const mapping: ColumnMapping = contacts.mapping ?? {};
  const options = { ...rules, ...reading, mapping, mayBeEmpty: !isWhole, isSheet: workbook !== null };
  const file = await openContactFile(chunksOf(beginning), options).catch(withoutPhone);
  // Of a sheet, delimiter and encoding are ours.
  const told = workbook ? { delimiter: null, encoding: null, ...workbook } : NO_WORKBOOK;
  if ('problem' in file) return { file: { ...file, ...told }, rows: [] };
  const batches = file.batches();
  const rows = (await batches.next()).value ?? [];
  await batches.return(undefined);
  const { columns, delimiter, encoding } = file;
  const isCut = !isWhole && rows.length < wanted;
  return {
    file: { problem: null, delimiter, encoding, columns: columns.headers, mapping: mappingOf(columns), ...told },
    rows: isCut ? rows.slice(0, -1) : rows,
  };
}

/** Of a file whose phone nobody knows, its columns are what somebody needs to say which it is. */
function withoutPhone(error: unknown): Omit<Read['file'], keyof typeof NO_WORKBOOK> {
  const mayBeTold = ['phone_column_missing', 'phone_column_ambiguous'];
  if (!(error instanceof ContactFileError) || !error.file || !mayBeTold.includes(error.code)) throw error;
  return { problem: { code: error.code, message: error.message }, ...error.file, mapping: null };
}

async function* chunksOf<Chunk>(chunks: Iterable<Chunk>): AsyncGenerator<Chunk> {
  yield* chunks;
}

function mappingOf({ headers, phone, name, correlationId, parameters }: Columns): TriedContacts['mapping'] {
  const column = (index: number) => headers[index] ?? null;
  return {
    phone: column(phone) ?? '',
    name: column(name),
    correlationId: column(correlationId),
    parameters: Object.fromEntries(parameters.map(({ name: parameter, index }) => [parameter, headers[index] ?? ''])),
  };
}

function show(
  { row, phone, phoneText, name, correlationId, parameters, cleaned }: ContactRow,
  { reasons }: JudgedRow,
  { verdict, again }: Found,
): TriedContacts['rows'][number] {
  return {
    row,
    verdict,
    reasons: again ? [againWords(verdict)] : reasons.map(reasonWords),
    cleaned,
    phone: phone && reasons.length === 0 ? phone.e164 : phoneText === '' ? null : phoneText,
    ...{ name, correlationId, parameters },
  };
}
