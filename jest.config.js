/**
 * One jest run, a project per kind of test (DESIGN §7): unit tests are pure and fast, infra tests read the synthesized
 * template, integration tests talk to the real local engines, e2e tests go through the runner of `npm start`.
 */
const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
  ],
};
const project = (displayName, timeout) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
  transform,
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.tocsin', '<rootDir>/.build'],
  setupFilesAfterEnv: [`<rootDir>/test/support/jest/timeout-${timeout}.ts`],
});

module.exports = {
  randomize: true,
  maxWorkers: 2,
  projects: [
    project('unit', 'short'),
    project('infra', 'long'),
    project('integration', 'long'),
    project('simulation', 'long'),
    project('e2e', 'long'),
  ],
};
