import 'reflect-metadata';
import { useCases } from '@arauto/application';
import type { Command, Query } from '@nestjs/cqrs';
import { COMMAND_HANDLER_METADATA, QUERY_HANDLER_METADATA } from '@nestjs/cqrs/dist/decorators/constants';
import type { Given } from '../../apps/engine/src/composition';

type Class = new (...parts: unknown[]) => object;
type Handler = { execute(asked: unknown): Promise<unknown> };

const SELF_DECLARED = 'self:paramtypes';
const BY_TYPE = 'design:paramtypes';

/** The handlers of an engine, each made when it is first needed: what Nest does with 17 ms of work, for one life that lasts less. */
export class UseCaseBus {
  private readonly made = new Map<unknown, unknown>();

  constructor(given: readonly Given[]) {
    for (const { provide, useValue } of given) this.made.set(provide, useValue);
  }

  run<R>(command: Command<R>): Promise<R> {
    return this.handle(COMMANDS, command) as Promise<R>;
  }

  ask<R>(query: Query<R>): Promise<R> {
    return this.handle(QUERIES, query) as Promise<R>;
  }

  private handle(handlers: ReadonlyMap<unknown, Class>, asked: object): Promise<unknown> {
    const handler = handlers.get(asked.constructor);
    if (!handler) throw new Error(`${asked.constructor.name} has no handler`);
    return (this.the(handler) as Handler).execute(asked);
  }

  /** What a token stands for. */
  private the(token: unknown): unknown {
    if (this.made.has(token)) return this.made.get(token);
    if (typeof token !== 'function') throw new Error(`nothing was given for ${String(token)}`);
    const thing = new (token as Class)(...partsOf(token as Class).map((part) => this.the(part)));
    this.made.set(token, thing);
    return thing;
  }
}

const COMMANDS = handlersBy(COMMAND_HANDLER_METADATA);
const QUERIES = handlersBy(QUERY_HANDLER_METADATA);

function handlersBy(metadata: string): ReadonlyMap<unknown, Class> {
  const handlers = new Map<unknown, Class>();
  for (const each of useCases as readonly unknown[] as readonly Class[]) {
    const handles: unknown = Reflect.getMetadata(metadata, each);
    if (handles) handlers.set(handles, each);
  }
  return handlers;
}

/** What a class is made of, as its decorators say. */
function partsOf(made: Class): unknown[] {
  const parts = [...((Reflect.getMetadata(BY_TYPE, made) ?? []) as unknown[])];
  const declared = (Reflect.getMetadata(SELF_DECLARED, made) ?? []) as { index: number; param: unknown }[];
  for (const { index, param } of declared) parts[index] = param;
  return parts;
}
