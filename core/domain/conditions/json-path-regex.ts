import { compileRegex, type RegexResult } from './regex';

/** Compiles a pattern of JSONPath's match() and search(): as {@link compileRegex}, but `.` stops at a carriage return too (RFC 9485). */
export function compileIRegexp(pattern: string): RegexResult {
  let inClass = false;
  const translated = pattern.replace(/\\.|[[\].]/gsu, (token) => {
    if (token === '[') inClass = true;
    else if (token === ']') inClass = false;
    return token === '.' && !inClass ? '[^\\n\\r]' : token;
  });
  return compileRegex(translated);
}
