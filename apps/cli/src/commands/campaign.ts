import { type Command, Option } from 'commander';
import { contextOf, type Context, print, printPage } from '../context';
import { Failed, type Io, WrongUsage } from '../io';
import { Progress } from '../terminal/progress';
import { facts, table, type TableColumn } from '../terminal/table';
import { toSecond } from '../terminal/times';
import { possible } from '../possible';
import type { FileFields } from './file-to-send';
import { campaignId, collect, days, hours, id as parseId, ids, media, number, pairs, pathOf } from './options';
import { uploadFile } from './upload';

interface Answer {
  readonly id: string;
  readonly revision: number;
  readonly inFlight?: number;
}

export interface Campaign {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly note: string | null;
  readonly status: string;
  readonly statusReason: string | null;
  readonly remedy: string | null;
  readonly allowed: readonly string[];
  readonly contacts: number;
  readonly settled: number;
  readonly progress: number;
  readonly needsAttention: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly waiting?: { readonly text: string; readonly until: string | null } | null;
  readonly errors?: readonly { readonly code: string; readonly title: string; readonly contacts: number }[];
  readonly milestones?: { readonly replied: number };
  readonly senderIds?: readonly string[];
  readonly settings?: { readonly content: Content; readonly whenSenderStops?: 'wait' | 'move' };
  readonly replies?: { readonly optOuts: number; readonly buttons: readonly Button[] };
}

/** As far as it is shown. */
interface Content {
  readonly type: 'template' | 'text' | 'media';
  readonly templateId?: string;
  readonly text?: string;
  readonly media?: { readonly type: string; readonly link?: string; readonly uploaded?: string };
  readonly caption?: string;
  readonly filename?: string;
  readonly fallbackTemplateId?: string;
}

interface Button {
  readonly text: string;
  readonly taps: number;
  readonly contacts: number;
}

const OF_CAMPAIGN = 'of the campaign, as arauto campaign status lists it';

/** As `--zone`; no time zone has this name. */
const OF_EACH_CONTACT = 'contact';

const ENDED = ['completed', 'canceled', 'failed'];

const LIST: readonly TableColumn<Campaign>[] = [
  { title: 'NO', value: ({ number }) => number, right: true, leaves: 4 },
  { title: 'ID', value: ({ id }) => id, id: true },
  { title: 'NAME', value: ({ name }) => name },
  { title: 'STATUS', value: ({ status }) => status },
  { title: 'CONTACTS', value: ({ contacts }) => contacts, right: true, leaves: 2 },
  { title: 'SETTLED', value: ({ settled }) => settled, right: true, leaves: 1 },
  { title: 'REPLIED', value: ({ milestones }) => milestones?.replied, right: true, leaves: 3 },
];

export function addCampaignCommands(program: Command, io: Io): void {
  const campaign = program.command('campaign').description('create, fill, run and watch campaigns');

  campaign
    .command('create')
    .description('create a draft')
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption(
      '--sender <ids>',
      'id of the number to send from, or of several, which share the contacts: a,b (repeatable)',
      ids,
    )
    .addOption(
      new Option(
        '--when-sender-stops <wait|move>',
        'of several numbers: persons whose number is paused wait for it, by default, or are sent to from another',
      ).choices(['wait', 'move']),
    )
    .option('--template <id>', 'id of what to send; beside --text or --media, where no session is open', parseId)
    .option('--text <text>', 'what to say inside open sessions, with fields of the contact as {{name}}')
    .option(
      '--media <type=link>',
      'a file for open sessions: image, video, audio or document, and its https link',
      media,
    )
    .option('--caption <text>', 'what stands below the file')
    .option('--filename <name>', 'what the document is called on the phone')
    .option('--map <variable=source>', 'a variable and where its value comes from (repeatable)', pairs)
    .option('--value <variable=text>', 'a variable and its constant value (repeatable)', pairs)
    .option('--pace <number>', 'messages per second, at most', number)
    .option('--hours <from-to>', 'when messages may leave, like 09:00-20:00', hours)
    .option('--days <days>', 'on which of these hours, like mon,tue,wed', days)
    .option(
      '--zone <zone>',
      'by whose clocks, like America/Sao_Paulo, or contact: by those of the country of each contact; those of the subaccount by default',
    )
    .option('--subaccount <id>')
    .action(async (options: CreateOptions, command: Command) => {
      const context = contextOf(command, io);
      const answer = await context.api.post<Answer>('/v1/campaigns', bodyOf(options));
      print(context, answer, () => `${answer.id}\n`);
      if (!context.json) io.err(`Next: arauto campaign upload ${answer.id} contacts.csv\n`);
    });

  campaign
    .command('upload')
    .description('upload a CSV file or a workbook (.xlsx) of contacts and wait until it is read')
    .argument('<id>', OF_CAMPAIGN, campaignId)
    .argument('<file>')
    .option('--mapping <json>', 'which column is what, like {"phone":"Celular"}')
    .option('--sheet <name>', 'of a workbook; the first that can be seen by default')
    .option('--no-wait', 'do not wait until it is read')
    .action(async (id: string, file: string, options: FileFields & { wait: boolean }, command: Command) => {
      const context = contextOf(command, io);
      const upload = await uploadFile(context, id, file, options);
      if (context.json) return;
      if (upload.invalid)
        io.err(`Every row and its reasons: GET ${context.api.url}/v1/uploads/${upload.id}/verdicts.csv\n`);
      if (upload.accepted) io.err(`Next: arauto campaign start ${id}\n`);
    });

  campaign
    .command('start')
    .description('start sending')
    .argument('<id>', OF_CAMPAIGN, campaignId)
    .option('--canary <number>', 'so many first; then it pauses, to be looked at and resumed', number)
    .action((id: string, { canary }: { canary?: number }, command: Command) => run('start', id, command, { canary }));

  for (const [verb, description] of [
    ['pause', 'pause sending'],
    ['resume', 'go on sending'],
    ['cancel', 'end it: nothing more is sent'],
  ] as const) {
    campaign
      .command(verb)
      .description(description)
      .argument('<id>', OF_CAMPAIGN, campaignId)
      .action((id: string, _: object, command: Command) => run(verb, id, command));
  }

  const run = async (verb: string, id: string, command: Command, body?: object) => {
    const context = contextOf(command, io);
    const answer = await context.api.post<Answer>(`${pathOf(id)}/${verb}`, body);
    const open = answer.inFlight ? `, ${answer.inFlight} calls still unanswered` : '';
    print(context, answer, () => `${verb}: done${open}\n`);
  };

  campaign
    .command('note')
    .description('write down what others should know of it; without a text, take it away')
    .argument('<id>', OF_CAMPAIGN, campaignId)
    .argument('[text]')
    .action(async (id: string, text: string | undefined, _: object, command: Command) => {
      const context = contextOf(command, io);
      const answer = await context.api.post<Answer>(`${pathOf(id)}/note`, { note: text ?? null });
      print(context, answer, () => `note: ${text === undefined ? 'taken away' : 'done'}\n`);
    });

  campaign
    .command('status')
    .description('show one campaign, or list them')
    .argument('[id]', OF_CAMPAIGN, campaignId)
    .option('--status <status>', 'only these (repeatable)', collect)
    .option('--limit <number>', 'rows of a list', number)
    .action(async (id: string | undefined, options: { status?: string[]; limit?: number }, command: Command) => {
      const context = contextOf(command, io);
      if (id === undefined) {
        const query = {
          status: options.status,
          limit: options.limit === undefined ? undefined : String(options.limit),
        };
        const page = await context.api.get<{ items: Campaign[]; nextCursor: string | null }>('/v1/campaigns', query);
        printPage(context, page, LIST, 'No campaigns yet. Create one: arauto campaign create --help');
        return;
      }
      const found = await context.api.get<Campaign>(pathOf(id));
      print(context, found, (width) => describe(found, width));
    });

  campaign
    .command('watch')
    .description('show its progress until it ends')
    .argument('<id>', OF_CAMPAIGN, campaignId)
    .action(async (id: string, _: object, command: Command) => watch(contextOf(command, io), id));
}

async function watch(context: Context, id: string): Promise<void> {
  const { io, api } = context;
  const progress = new Progress(io);
  try {
    for (;;) {
      const campaign = await api.get<Campaign>(pathOf(id));
      if (ENDED.includes(campaign.status)) {
        progress.end();
        print(context, campaign, (width) => describe(campaign, width));
        if (campaign.status === 'failed') throw new Failed(`the campaign failed: ${campaign.statusReason ?? ''}`);
        return;
      }
      progress.show(campaign.progress, lineOf(campaign));
      await io.sleep(500);
      if (io.signal.aborted) throw new Failed('stopped watching; the campaign goes on');
    }
  } finally {
    progress.end();
  }
}

function lineOf({ status, settled, contacts, counters, waiting }: Campaign): string {
  const states = Object.entries(counters).filter(([, count]) => count > 0);
  const why = waiting ? `  waits: ${waiting.text}` : '';
  return `${status}  ${settled}/${contacts}  ${states.map(([state, count]) => `${state} ${count}`).join(' · ')}${why}`;
}

function describe(campaign: Campaign, width: number): string {
  const { counters, errors = [], waiting, milestones, replies } = campaign;
  const head = facts(
    [
      ['Campaign', `${campaign.number}  ${campaign.name}`],
      ['Id', campaign.id],
      ...(campaign.note ? [['Note', campaign.note] as const] : []),
      ['Status', campaign.status],
      ...numbersOf(campaign),
      ...(campaign.settings ? saidIn(campaign.settings.content) : []),
      ...(campaign.statusReason === null ? [] : [['Reason', campaign.statusReason] as const]),
      ...(campaign.remedy === null ? [] : [['Remedy', campaign.remedy] as const]),
      ...(waiting
        ? [['Waits', `${waiting.text}${waiting.until ? ` (until ${toSecond(waiting.until)})` : ''}`] as const]
        : []),
      ['Settled', `${campaign.settled} of ${campaign.contacts}`],
      ...(campaign.needsAttention > 0
        ? [['Needs attention', `${campaign.needsAttention}, of whom nobody knows whether the message left`] as const]
        : []),
      ...(milestones && replies
        ? [['Replied', `${milestones.replied}, ${replies.optOuts} of them opted out`] as const]
        : []),
      ['Possible', possible(campaign.allowed)],
    ],
    width,
  );
  const states = Object.entries(counters).filter(([, count]) => count > 0);
  const counted =
    states.length === 0
      ? `No contacts yet. Upload some: arauto campaign upload ${campaign.id} contacts.csv\n`
      : table(
          [
            { title: 'STATE', value: ([state]: [string, number]) => state },
            { title: 'CONTACTS', value: ([, count]) => count, right: true },
          ],
          states,
          width,
        );
  const causes =
    errors.length === 0
      ? ''
      : `\n${table(
          [
            { title: 'ERROR', value: ({ code }: NonNullable<Campaign['errors']>[number]) => code },
            { title: 'CAUSE', value: ({ title }) => title },
            { title: 'CONTACTS', value: ({ contacts }) => contacts, right: true },
          ],
          errors,
          width,
        )}`;
  const taps =
    !replies || replies.buttons.length === 0
      ? ''
      : `\n${table(
          [
            { title: 'BUTTON', value: ({ text }: Button) => text },
            { title: 'TAPS', value: ({ taps }) => taps, right: true },
            { title: 'CONTACTS', value: ({ contacts }) => contacts, right: true },
          ],
          replies.buttons,
          width,
        )}`;
  return `${head}\n${counted}${causes}${taps}`;
}

/** From which it is sent, a line each, since ids are long. */
function numbersOf({ senderIds = [], settings }: Campaign): [string, string][] {
  const numbers = senderIds.map((id, nth): [string, string] => [
    nth > 0 ? '' : senderIds.length > 1 ? 'Numbers' : 'Number',
    id,
  ]);
  if (senderIds.length < 2) return numbers;
  const isMoved = settings?.whenSenderStops === 'move';
  return [...numbers, ['If one stops', isMoved ? 'its persons get it from another' : 'its persons wait for it']];
}

/** What people get, and what they get where no session is open. */
function saidIn({
  type,
  templateId,
  text,
  media: file,
  caption,
  filename,
  fallbackTemplateId,
}: Content): [string, string][] {
  if (type === 'template') return [['Template', templateId ?? '']];
  const said =
    text ?? [file && `${file.type} ${file.link ?? filename ?? file.uploaded}`, caption].filter(Boolean).join('  ');
  return [
    ['In a session', said.replace(/\s*\n\s*/g, ' / ')],
    ['Otherwise', fallbackTemplateId === undefined ? 'nothing: they end in error' : `template ${fallbackTemplateId}`],
  ];
}

interface CreateOptions {
  readonly name: string;
  readonly sender: readonly string[];
  readonly whenSenderStops?: 'wait' | 'move';
  readonly template?: string;
  readonly text?: string;
  readonly media?: { readonly type: string; readonly link: string };
  readonly caption?: string;
  readonly filename?: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly value?: Readonly<Record<string, string>>;
  readonly pace?: number;
  readonly hours?: { readonly from: string; readonly to: string };
  readonly days?: readonly string[];
  readonly zone?: string;
  readonly subaccount?: string;
}

/** A template, or what goes out inside sessions, with that template for everybody else. */
function contentOf({ template, text, media: file, caption, filename, map = {}, value = {} }: CreateOptions): object {
  if (text !== undefined && file) throw new WrongUsage('--text and --media are two messages: give one of them.');
  if (!file && (caption ?? filename) !== undefined)
    throw new WrongUsage('--caption and --filename are of --media, which is not given.');
  const mapped = Object.entries(map).map(([variable, from]) => [variable, { from }]);
  const constant = Object.entries(value).map(([variable, given]) => [variable, { value: given }]);
  const mapping = [...mapped, ...constant];
  const parameterMapping = mapping.length > 0 ? (Object.fromEntries(mapping) as object) : undefined;
  const standIn = { fallbackTemplateId: template, parameterMapping };
  if (text !== undefined) return { type: 'text', text, ...standIn };
  if (file) return { type: 'media', media: file, caption, filename, ...standIn };
  if (template === undefined) throw new WrongUsage('What is to be sent? Give --template, --text or --media.');
  return { type: 'template', templateId: template, parameterMapping: parameterMapping ?? {} };
}

function bodyOf(options: CreateOptions): object {
  const { name, sender, whenSenderStops, pace, hours, days, zone, subaccount } = options;
  const byContact = zone === OF_EACH_CONTACT;
  if (days && !hours) throw new WrongUsage('--days is of --hours, which is not given.');
  if (byContact && !hours) throw new WrongUsage('--zone contact is of --hours, which is not given.');
  return {
    subaccountId: subaccount,
    name,
    senderIds: sender,
    whenSenderStops,
    content: contentOf(options),
    pace: pace === undefined ? undefined : { messagesPerSecond: pace },
    sendWindow: hours && { ...hours, days, zone: byContact ? 'contact' : undefined },
    timeZone: byContact ? undefined : zone,
  };
}
