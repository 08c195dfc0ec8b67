export { type MongoCoordinationOptions, openMongoCoordination } from './open-mongo-coordination';
