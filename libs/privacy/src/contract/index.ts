export { describeVaultContract, type VaultFeatures, type VaultUnderTest } from './vault.contract';
