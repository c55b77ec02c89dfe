// SPDX-License-Identifier: MIT
// Prints as JSON what partytime reads of a feed: node partytime.mjs NODE_MODULES FEED.xml
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const [modules, feed] = process.argv.slice(2);
const { parseFeed } = createRequire(`${modules}/`)('podcast-partytime');
console.log(JSON.stringify(parseFeed(readFileSync(feed, 'utf8')), null, 1));
