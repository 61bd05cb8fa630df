export { fromBase64, toBase64 } from '@sallyport/core';
