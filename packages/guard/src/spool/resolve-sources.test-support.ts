import { registerHooks } from 'node:module';

/** Lets a child process run the sources: each package's name leads to its entry file, as it does in the tests. */
registerHooks({
  resolve: (specifier, context, next) => {
    const name = /^@sallyport\/([a-z-]+)$/.exec(specifier)?.[1];
    const url = name === undefined ? specifier : new URL(`../../../${name}/src/index.ts`, import.meta.url).href;
    return next(url, context);
  },
});
