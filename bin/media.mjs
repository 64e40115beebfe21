#!/usr/bin/env node
import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { compiledCommand } from '../launcher/compiled.mjs';

// Warnings about bundled packages, such as of an old `Buffer()`, are for their authors.
process.noDeprecation = true;
const command = await compiledCommand();
// From Node.js 22 on, what it makes of the code is kept from one start to the next.
module.enableCompileCache?.(fileURLToPath(new URL('compile-cache', command)));
await import(command);
