export { describeVaultContract, type VaultUnderTest } from './vault.contract';
