export { adoptErasures } from './adopt-erasures';
export { markComplete, markIncomplete } from './incomplete';
export { type MongoVaultOptions, openMongoVault } from './mongo-vault';
