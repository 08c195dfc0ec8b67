import type { ProductionPlaces } from '../../config/store-places';
import { BreakableNetwork } from '../breakable-network';

/** A network of the test's own before a server on this machine: who is given the address of this one goes through it. */
export class Between {
  private constructor(
    readonly network: BreakableNetwork,
    readonly port: number,
  ) {}

  /** @param uri names one server, with its port */
  static async to(uri: string): Promise<Between> {
    const network = new BreakableNetwork(Number(new URL(uri).port));
    return new Between(network, await network.open(0));
  }

  /** The same connection string, but through here. */
  instead(uri: string): string {
    const url = new URL(uri);
    return uri.replace(url.host, `127.0.0.1:${this.port}`);
  }

  /** After the network was closed. */
  async back(): Promise<void> {
    await this.network.open(this.port);
  }
}

/** Networks before the servers of an engine, or of several. */
export class BetweenStores {
  private constructor(
    readonly log: Between,
    readonly mongo: Between,
    /** What engines are told of where their servers are. */
    readonly environment: Readonly<Record<string, string>>,
  ) {}

  static async to({ eventStore, viewStore, vault }: ProductionPlaces): Promise<BetweenStores> {
    const log = await Between.to(eventStore);
    const mongo = await Between.to(viewStore);
    // The address in the set's own configuration is not ours.
    const direct = (uri: string) => {
      const url = new URL(mongo.instead(uri));
      url.search = '?directConnection=true';
      return url.href;
    };
    return new BetweenStores(log, mongo, {
      ARAUTO_EVENT_STORE: log.instead(eventStore),
      ARAUTO_VIEW_STORE: direct(viewStore),
      ARAUTO_VAULT: direct(vault),
    });
  }

  get both(): readonly [Between, Between] {
    return [this.log, this.mongo];
  }

  async close(): Promise<void> {
    await Promise.all(this.both.map(({ network }) => network.close()));
  }

  async back(): Promise<void> {
    await Promise.all(this.both.map((between) => between.back()));
  }
}
