export { type ClientAddress, clientAddress } from './client-address.ts';
