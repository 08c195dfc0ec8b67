export { openSqliteVault } from './sqlite-vault';
