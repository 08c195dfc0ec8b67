import type { Connection } from '@arauto/domain';
import {
  described,
  flag,
  fraction,
  list,
  named,
  object,
  oneOf,
  orNull,
  sentence,
  type Shape,
  type Shown,
  text,
  time,
  whole,
} from '../fields/shapes';
import { settingsOf } from './sender-fields';

const settings = settingsOf('connection');
const connection: Shape<Connection> = {
  schema: {
    type: 'object',
    required: settings.filter(({ always }) => always).map(({ name }) => name),
    properties: Object.fromEntries(settings.map(({ name }) => [name, text.schema])),
  },
};

/** A business number, as the API shows it. */
export const senderBody = named(
  'Sender',
  object({
    id: text,
    subaccountId: text,
    name: text,
    provider: text,
    /** E.164; null once erased. */
    phone: orNull(text),
    portfolioId: text,
    connection,
    credentials: object({ set: flag }),
    pace: orNull(object({ messagesPerSecond: fraction })),
    /** `registered` until the platform has said that it can send. */
    status: oneOf(['registered', 'connected', 'paused']),
    statusReason: orNull(text),
    remedy: orNull(sentence),
    quality: orNull(text),
    /** Unique users per rolling 24 h; null while unknown, and for unlimited. */
    tier: orNull(whole),
    tierUsed: described(
      orNull(whole),
      'People written to in the last 24 h by all numbers of the portfolio; null where there is no limit, or nobody has counted since the start.',
    ),
    tierFreesAt: described(orNull(time), 'Where every place is taken, when the next is free.'),
    /** Null where the number has no plan, or it is over. `day` from 1; `until`: when the next day begins. */
    warmUp: orNull(object({ startsAt: time, limits: list(whole), day: whole, limit: whole, until: time })),
    webhookPath: described(
      text,
      'Where its webhooks arrive. Braces stand for the credential of that name, which is never shown.',
    ),
    webhooks: object({
      lastAt: described(
        orNull(time),
        'When the last webhook for it came: exact within the process that answers, else to a minute; from before the start by the stamps of what is known. Null where nothing is.',
      ),
    }),
    /** What a person should look at: `foreign_callbacks`, webhooks at its address that are for nobody we know. */
    warnings: list(
      object({
        code: oneOf(['foreign_callbacks']),
        text: sentence,
        phoneNumberId: orNull(text),
        businessAccountId: orNull(text),
      }),
    ),
    createdAt: time,
    revision: whole,
  }),
);
export type SenderBody = Shown<typeof senderBody>;
