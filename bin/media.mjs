#!/usr/bin/env node
// npx runs this file with plain Node, which needs tsx for everything behind it.
import { require } from 'tsx/cjs/api';

require('./media.ts', import.meta.url);
