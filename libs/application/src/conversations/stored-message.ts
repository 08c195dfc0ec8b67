import type { InboundContent, InboundElement } from '@arauto/whatsapp';

/** What the vault has of a message of a person, as it came or as it was edited last: an edit tells whose it is, too. */
export type StoredMessage = InboundContent & Pick<InboundElement, 'from'>;
