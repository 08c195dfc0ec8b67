import type { Vault, VaultEntry } from './vault';

/** Bytes of a file in one entry of the vault. */
const PART = 64 * 1024;
/** Parts that are read or written at once. */
const AT_ONCE = 8;

/** What is needed to find a file again. */
interface KeptCampaignFile {
  readonly fileId: string;
  readonly bytes: number;
}

/**
 * Files that campaigns send, in the vault, in parts, as whatever may tell of a person. They are nobody's whose erasure would take them away.
 */
export class CampaignFiles {
  constructor(private readonly vault: Pick<Vault, 'put' | 'getMany' | 'remove'>) {}

  /** Durable when it resolves. When it rejects nothing is left of it. @throws whatever `content` throws, and errors of the vault */
  async keep(
    fileId: string,
    campaign: string,
    content: AsyncIterable<Uint8Array>,
  ): Promise<{ readonly bytes: number }> {
    let bytes = 0;
    let kept = 0;
    const put = async (piece: Buffer) => {
      const entries = piecesOf(piece).map((part, n): VaultEntry => ({
        ...{ ref: partRef(fileId, kept + n), kind: 'media', person: null, campaign },
        data: part.toString('base64'),
      }));
      // Counted before: what may have been written is removed with the rest.
      kept += entries.length;
      await this.vault.put(entries);
    };
    try {
      let waiting: Uint8Array[] = [];
      let held = 0;
      for await (const chunk of content) {
        waiting.push(chunk);
        held += chunk.byteLength;
        bytes += chunk.byteLength;
        if (held < PART * AT_ONCE) continue;
        const all = Buffer.concat(waiting);
        const whole = all.length - (all.length % PART);
        await put(all.subarray(0, whole));
        waiting = [all.subarray(whole)];
        held = all.length - whole;
      }
      if (held > 0) await put(Buffer.concat(waiting));
      return { bytes };
    } catch (error) {
      await this.remove(fileId, kept);
      throw error;
    }
  }

  /** The whole of it, for a call that takes it at once. @throws Error where it is not there, or not whole */
  async read({ fileId, bytes }: KeptCampaignFile): Promise<Buffer> {
    const parts: Buffer[] = [];
    const count = partsOf(bytes);
    for (let from = 0; from < count; from += AT_ONCE) {
      const refs = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => partRef(fileId, from + n));
      for (const entry of await this.vault.getMany(refs)) {
        if (!entry) throw new Error(`the file ${fileId} is not whole in the vault`);
        parts.push(Buffer.from(entry.data as string, 'base64'));
      }
    }
    return Buffer.concat(parts);
  }

  /** One that no campaign took. */
  async discard({ fileId, bytes }: KeptCampaignFile): Promise<void> {
    await this.remove(fileId, partsOf(bytes));
  }

  private async remove(fileId: string, parts: number): Promise<void> {
    if (parts > 0) await this.vault.remove(Array.from({ length: parts }, (_, n) => partRef(fileId, n)));
  }
}

function piecesOf(bytes: Buffer): Buffer[] {
  return Array.from({ length: partsOf(bytes.length) }, (_, n) => bytes.subarray(n * PART, (n + 1) * PART));
}

function partsOf(bytes: number): number {
  return Math.ceil(bytes / PART);
}

function partRef(fileId: string, part: number): string {
  return `${fileId}.file.${part}`;
}
