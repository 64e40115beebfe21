const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

/**
 * Every run tries the same cases, so that a build fails only for a change. `SEED=7 npx jest …` tries others; a failing
 * property prints its seed.
 */
fc.configureGlobal({ seed: Number(process.env['SEED'] ?? 20_261_126) });

module.exports = fc;
