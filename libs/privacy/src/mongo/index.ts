export { type MongoVaultOptions, openMongoVault } from './mongo-vault';
