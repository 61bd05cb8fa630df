export { type ClientAddress, clientAddress } from './client-address.ts';
export { networkList, readNetwork } from './network-list.ts';
