export { networkList, readNetwork } from './network-list.ts';
