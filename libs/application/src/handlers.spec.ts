import { PERMISSIONS } from '@arauto/access';
import * as face from './index';

/** Every command and query of the face: they are the classes that name a permission. */
const useCases = Object.entries(face).flatMap(([name, exported]: [string, unknown]) => {
  const permission = typeof exported === 'function' && 'permission' in exported ? exported.permission : undefined;
  return permission === undefined ? [] : [{ name, permission }];
});

it('has one handler for every command and query, and none for nothing', () => {
  const handlers = [...face.commandHandlers, ...face.queryHandlers].map(({ name }) => name).sort();
  expect(handlers).toEqual(useCases.map(({ name }) => `${name}Handler`).sort());
  expect(new Set(handlers).size).toBe(handlers.length);
});

it.each(useCases)('$name names a permission that there is', ({ permission }) => {
  expect(PERMISSIONS).toContain(permission);
});
