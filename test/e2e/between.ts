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
