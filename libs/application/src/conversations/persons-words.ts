import type { Principal } from '@arauto/access';
import type { StoredEntry } from '@arauto/privacy';
import type { InboundContent } from '@arauto/whatsapp';
import { shownPhone, shownText } from '../use-case/personal';
import type { StoredMessage } from './stored-message';

/** What somebody may see of a message that a person wrote. */
export interface PersonsWords {
  readonly phone: string | null;
  readonly text: string | null;
  readonly buttonPayload: string | null;
  readonly media: NonNullable<InboundContent['media']> | null;
}

const NOTHING: PersonsWords = { phone: null, text: null, buttonPayload: null, media: null };

/** @param entry of the message as it was edited last; undefined where it was erased */
export function personsWords(entry: StoredEntry | undefined, principal: Principal): PersonsWords {
  if (!entry) return NOTHING;
  const { from, text, buttonPayload, media } = entry.data as StoredMessage;
  return {
    phone: shownPhone({ phone: from === undefined ? null : `+${from}` }, principal),
    text: shownText(text, principal),
    buttonPayload: shownText(buttonPayload, principal),
    media: media ? { ...media, fileName: shownText(media.fileName, principal) ?? undefined } : null,
  };
}
