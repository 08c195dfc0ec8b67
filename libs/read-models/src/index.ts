export * from './port';
export { actorName, projection, type Handlers } from './projection';
