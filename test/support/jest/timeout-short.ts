import { jest } from '@jest/globals';

// Unit tests are pure: ten seconds is room for property tests on a slow machine, not for waiting.
jest.setTimeout(10_000);
