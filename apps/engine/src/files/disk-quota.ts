import { NO_LIMITS, type QuotaLimits, UploadQuotaExceeded } from '@arauto/contact-files';

interface Held {
  readonly subaccountId: string | undefined;
  bytes: number;
}

/** How much of what was uploaded lies on disk, arriving or waiting to be read: of each subaccount and in all. */
export class DiskQuota {
  private readonly files = new Map<string, Held>();
  private readonly perSubaccount = new Map<string, number>();
  private inAll = 0;

  constructor(private readonly limits: QuotaLimits = NO_LIMITS) {}

  /** A file that was there before anybody counted. */
  found(uploadId: string, bytes: number): void {
    this.files.set(uploadId, { subaccountId: undefined, bytes });
    this.inAll += bytes;
  }

  /** Passes on what arrives of a file and counts it until `gone`. @throws UploadQuotaExceeded */
  async *counted(
    uploadId: string,
    content: AsyncIterable<Uint8Array>,
    subaccountId: string,
  ): AsyncGenerator<Uint8Array> {
    this.gone(uploadId);
    const file: Held = { subaccountId, bytes: 0 };
    this.files.set(uploadId, file);
    for await (const chunk of content) {
      this.add(file, chunk.byteLength);
      const { subaccount, all } = this.limits;
      if ((this.perSubaccount.get(subaccountId) ?? 0) > subaccount)
        throw new UploadQuotaExceeded('subaccount', subaccount);
      if (this.inAll > all) throw new UploadQuotaExceeded('all', all);
      yield chunk;
    }
  }

  /** A file that is no longer there, or never was. */
  gone(uploadId: string): void {
    const file = this.files.get(uploadId);
    if (!file) return;
    this.files.delete(uploadId);
    this.add(file, -file.bytes);
  }

  private add(file: Held, bytes: number): void {
    file.bytes += bytes;
    this.inAll += bytes;
    if (file.subaccountId === undefined) return;
    const own = (this.perSubaccount.get(file.subaccountId) ?? 0) + bytes;
    if (own > 0) this.perSubaccount.set(file.subaccountId, own);
    else this.perSubaccount.delete(file.subaccountId);
  }
}
