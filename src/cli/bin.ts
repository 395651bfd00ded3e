#!/usr/bin/env node
import { main } from './program.js';
import { ignoreClosedPipes } from './terminal.js';

ignoreClosedPipes();
process.exitCode = await main(process.argv);
