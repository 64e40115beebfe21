#!/usr/bin/env node
import { compiledCommand } from '../launcher/compiled.mjs';

// Warnings about bundled packages, such as of an old `Buffer()`, are for their authors.
process.noDeprecation = true;
await import(await compiledCommand());
