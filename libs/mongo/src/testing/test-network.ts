import { execFileSync } from 'node:child_process';

/** A machine of its own, as far as the network goes. */
export interface TestHost {
  readonly address: string;
  /** A network namespace, as `ip netns` names it. */
  readonly namespace: string;
  /** Nothing comes to it or from it any more, and nobody is told. */
  cutOff(): void;
  rejoin(): void;
}

/** Hosts on one network, with the tests among them: namespaces joined by a bridge (Linux, root, iproute2). Addresses are of RFC 2544. */
export class TestNetwork {
  readonly hosts: readonly TestHost[];
  private readonly bridge = `ara${process.pid}`;

  private constructor(count: number) {
    const subnet = `198.18.${process.pid % 256}`;
    ip(`link add ${this.bridge} type bridge`);
    try {
      ip(`addr add ${subnet}.1/24 dev ${this.bridge}`);
      ip(`link set ${this.bridge} up`);
      this.hosts = Array.from({ length: count }, (_, nth) => this.host(nth, `${subnet}.${nth + 2}`));
    } catch (error) {
      this.remove(count);
      throw error;
    }
  }

  /** @throws Error where this machine or this user has no namespaces to give */
  static make(count: number): TestNetwork {
    const network = new TestNetwork(count);
    // they would outlive us
    process.once('exit', () => network.remove());
    return network;
  }

  /** @returns why there can be none here, in words; undefined where there can */
  static whyNot(): string | undefined {
    try {
      new TestNetwork(1).remove();
      return undefined;
    } catch (error) {
      return (error as Error).message.trim().split('\n').at(-1);
    }
  }

  /** Whoever ran in a namespace must have ended. */
  remove(count = this.hosts.length): void {
    for (let nth = 0; nth < count; nth++) {
      // What is not there need not be removed.
      attempt(`link del ${this.cable(nth)}`);
      attempt(`netns del ${this.namespace(nth)}`);
    }
    attempt(`link del ${this.bridge}`);
  }

  private host(nth: number, address: string): TestHost {
    const namespace = this.namespace(nth);
    const cable = this.cable(nth);
    ip(`netns add ${namespace}`);
    ip(`link add ${cable} type veth peer name eth0 netns ${namespace}`);
    ip(`-n ${namespace} addr add ${address}/24 dev eth0`);
    ip(`-n ${namespace} link set lo up`);
    ip(`-n ${namespace} link set eth0 up`);
    const rejoin = () => ip(`link set ${cable} master ${this.bridge} up`);
    rejoin();
    return { address, namespace, cutOff: () => ip(`link set ${cable} nomaster`), rejoin };
  }

  private namespace(nth: number): string {
    return `${this.bridge}-${nth}`;
  }

  private cable(nth: number): string {
    return `${this.bridge}v${nth}`;
  }
}

function ip(command: string): void {
  execFileSync('ip', command.split(' '), { stdio: ['ignore', 'ignore', 'pipe'] });
}

function attempt(command: string): void {
  try {
    ip(command);
  } catch {
    return;
  }
}
