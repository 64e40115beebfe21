const { configureGlobal } = require('fast-check');

/**
 * Every run tries the same cases, so that a build fails only for a change. `SEED=7 npx jest …` tries others; a failing
 * property prints its seed.
 */
configureGlobal({ seed: Number(process.env.SEED ?? 20_261_126) });
