import type { Dispatcher } from 'undici';

/** What calls go through: undici's connections, or what stands for them where nothing may leave the process. */
export interface Connections extends Pick<Dispatcher, 'dispatch'> {
  /** Waits for what is in flight. */
  close(): Promise<void>;
  /** Cuts off what is in flight. */
  destroy(): Promise<void>;
}

/** Opens what calls go through. Whoever opened closes. */
export type Connect = () => Connections;
