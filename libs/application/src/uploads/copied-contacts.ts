import type { ContactState } from '@arauto/domain';
import { readAgain, readContactEntry, type Vault } from '@arauto/privacy';
import { contactsView } from '@arauto/read-models/operational';
import { Inject, Injectable } from '@nestjs/common';
import { VAULT, VIEWS } from '../tokens';
import type { Views } from '../views';

/** Which contacts of which campaign. */
export interface CopiedFrom {
  readonly campaignId: string;
  readonly states: readonly ContactState[];
  /** Uploads of the campaign whose numbers an older reading made. */
  readonly olderUploads: readonly string[];
}

interface CopiedContact {
  readonly phone: string;
  readonly name: string;
  readonly correlationId: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Columns of a copied list. Parameters get a prefix, so that one called `phone` is not mistaken for the phone. */
const FIXED_COLUMNS = ['phone', 'name', 'correlation_id'];
const PARAMETER_PREFIX = 'parameter.';

/**
 * The contacts of a campaign as a contact file: CSV, UTF-8. Written once and then read like any other, so that what a copy is
 * sent to is the list as it stood, whatever becomes of the original. Contacts that were erased meanwhile are not in it.
 */
@Injectable()
export class CopiedContacts {
  constructor(
    @Inject(VIEWS) private readonly views: Views,
    @Inject(VAULT) private readonly vault: Vault,
  ) {}

  /** Every parameter name among the contacts, sorted: the columns must be known before the first line. */
  async parameterNames(from: CopiedFrom): Promise<readonly string[]> {
    const names = new Set<string>();
    for await (const contacts of this.read(from)) {
      for (const { parameters } of contacts) for (const name of Object.keys(parameters)) names.add(name);
    }
    return [...names].sort();
  }

  async *csv(from: CopiedFrom, parameterNames: readonly string[]): AsyncIterable<Uint8Array> {
    const header = [...FIXED_COLUMNS, ...parameterNames.map((name) => PARAMETER_PREFIX + name)];
    yield Buffer.from(line(header));
    for await (const contacts of this.read(from)) {
      const lines = contacts.map(({ phone, name, correlationId, parameters }) =>
        line([phone, name, correlationId, ...parameterNames.map((each) => parameters[each] ?? '')]),
      );
      yield Buffer.from(lines.join(''));
    }
  }

  private async *read({ campaignId, states, olderUploads }: CopiedFrom): AsyncIterable<CopiedContact[]> {
    const where = [
      { field: 'campaignId', equals: campaignId },
      { field: 'state', in: states },
    ] as const;
    const fields = ['ref'] as const;
    for await (const rows of this.views.operational.stream(contactsView, { where, sort: [{ field: 'ref' }], fields })) {
      // a list that is short by who is damaged would say nothing of it: it fails
      const entries = await this.vault.getMany(rows.map(({ doc }) => doc.ref));
      yield rows.flatMap(({ doc }, at) => {
        const { ref } = doc;
        const entry = entries[at];
        if (!entry) return [];
        const { phone, name, correlationId, parameters } = readContactEntry(entry);
        if (phone === null) return [];
        const isOlder = olderUploads.some((uploadId) => ref.startsWith(`${uploadId}.`));
        const current = isOlder ? currentPhone(phone) : phone;
        return [{ phone: current, name: name ?? '', correlationId: correlationId ?? '', parameters }];
      });
    }
  }
}

/** An older reading may have stored a number that is read otherwise today; what today's made stays, or somebody else would be sent to. */
function currentPhone(stored: string): string {
  const read = /^\+\d+$/.test(stored) ? readAgain(stored) : null;
  return read?.ok ? read.e164 : stored;
}

/** How the columns of `csv` are to be read. */
export function copiedMapping(parameterNames: readonly string[]) {
  const parameters = Object.fromEntries(parameterNames.map((name) => [name, PARAMETER_PREFIX + name]));
  return { phone: 'phone', name: 'name', correlationId: 'correlation_id', parameters };
}

function line(cells: readonly string[]): string {
  return `${cells.map(quoted).join(',')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
