#!/usr/bin/env node
// The package is TypeScript, which plain Node does not run.
import { require } from 'tsx/cjs/api';

const { runCheck } = require('../src/command.ts', import.meta.url);
process.exitCode = runCheck(process.argv.slice(2), process);
