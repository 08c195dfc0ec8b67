export * from './login-link.decider';
