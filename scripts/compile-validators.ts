import { writeFileSync } from 'node:fs';
import { VALIDATORS_FILE, compileValidators } from './validators/compile';

/** `npm run validators`: writes the compiled validators of all bodies. */
writeFileSync(VALIDATORS_FILE, compileValidators());
console.log(`Wrote ${VALIDATORS_FILE}`);
