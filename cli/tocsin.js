#!/usr/bin/env node
'use strict';

// Where `npx tocsin` begins. Plain JavaScript, so that nothing has to be built: it lets this process read TypeScript.
require('tsx/cjs');
require('./main.ts').run();
