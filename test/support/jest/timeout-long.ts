import { jest } from '@jest/globals';

// Engines, synthesis and the runner start real processes; waits inside the tests have tighter deadlines of their own.
jest.setTimeout(180_000);
