import jestPlugin from 'eslint-plugin-jest';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/**
 * The direction of dependencies (DESIGN §7): contracts ← domain ← usecases ← adapters ← lambdas; lib, local and cli
 * know core/contracts only. Each zone says: files in `target` must not import from `from`.
 */
const zones = [
  {
    target: './core/contracts',
    from: ['./core/domain', './core/usecases', './adapters', './lambdas', './lib', './local'],
  },
  { target: './core/domain', from: ['./core/usecases', './adapters', './lambdas', './lib', './local'] },
  { target: './core/usecases', from: ['./adapters', './lambdas', './lib', './local'] },
  { target: './adapters', from: ['./lambdas', './lib', './local'] },
  { target: './lambdas', from: ['./lib', './local', './bin'] },
  { target: './lib', from: ['./core/domain', './core/usecases', './adapters', './lambdas', './local', './bin'] },
  { target: './local', from: ['./core/domain', './core/usecases', './adapters', './lambdas', './lib', './bin'] },
  {
    target: './cli',
    from: ['./core/domain', './core/usecases', './adapters', './lambdas', './lib', './bin', './local'],
  },
  {
    target: ['./core', './adapters', './lambdas', './lib', './local', './bin'],
    from: ['./cli'],
  },
  { target: './bin', from: ['./core/domain', './core/usecases', './adapters', './lambdas', './local'] },
].map((zone) => ({ ...zone, message: 'Against the direction contracts ← domain ← usecases ← adapters ← lambdas.' }));

const impure = [
  { name: 'node:crypto', allowTypeImports: true },
  { name: 'node:fs' },
  { name: 'node:net' },
  { name: 'node:http' },
  { name: 'node:https' },
  { name: 'node:dns' },
  { name: 'node:process' },
];

export default tseslint.config(
  { ignores: ['node_modules', 'cdk.out', '.tocsin', '.build', 'coverage', '**/*.js', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { maxDepth: 8 }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // String-keyed rows of the table are read by name everywhere; tsc's noPropertyAccessFromIndexSignature marks them.
      '@typescript-eslint/dot-notation': 'off',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-params': ['error', 4],
      'no-console': 'error',
    },
  },
  {
    files: ['core/domain/**', 'core/usecases/**'],
    rules: {
      // The domain has no clock, no randomness, no environment: they are arguments (DESIGN §7).
      'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time is an argument.' },
        { object: 'Math', property: 'random', message: 'Randomness is an argument.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: impure.filter(({ name }) => name !== 'node:crypto').map(({ name }) => name),
          patterns: ['@aws-sdk/*'],
        },
      ],
    },
  },
  {
    files: ['test/**'],
    plugins: { jest: jestPlugin },
    rules: {
      ...jestPlugin.configs['flat/recommended'].rules,
      'jest/expect-expect': ['error', { assertFunctionNames: ['expect*', 'fc.assert', 'assert*'] }],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    // Promises of ports as tests that every implementation's own test file calls.
    files: ['test/support/port-contracts/**'],
    rules: { 'jest/no-export': 'off' },
  },
  {
    // People read these in a terminal: what they print is their product.
    files: ['local/**', 'scripts/**', 'bin/**', 'cli/main.ts'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
