// SPDX-License-Identifier: MIT
// Judges bodies of announcements by parts that nobody here wrote: node judge.mjs FILE
// FILE holds lines {"name", "service": slack|slack-webhook|discord|line|bluesky, "body", "sources"?}: the body is the
// JSON that goes over the wire, the sources are the full texts that it may have cut. Prints `NAME: what` for each fault
// and ends with 0 for none, 1 for any, 2 for a wrong call. A body that is not of its type is judged no further.
// Needs, in ../../../build/npm/node_modules or $NODE_MODULES_FOLDER: typescript@7.0.2 @slack/types@3.2.0
// discord-api-types@0.38.57 @line/bot-sdk@11.0.0 @atproto/api@0.19.19 @atproto/syntax@0.5.4
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

const ours = join(import.meta.dirname, '../../../build/npm/node_modules');
const modules = resolve(process.env.NODE_MODULES_FOLDER || ours);
const require = createRequire(`${modules}/`);

// A literal of JSON is no member of an enum: Plain turns Discord's enums into their values (two flags at once fail).
const declarations = `
import type { KnownBlock, MessageMetadata } from '@slack/types';
import type { RESTPostAPIWebhookWithTokenJSONBody } from 'discord-api-types/v10';
import type { messagingApi } from '@line/bot-sdk';
type Plain<T> = T extends string ? \`\${T}\`
  : T extends number ? (\`\${T}\` extends \`\${infer N extends number}\` ? N : never)
  : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;
type Slack = { text: string; blocks: KnownBlock[]; metadata?: MessageMetadata; unfurl_links?: boolean;
  unfurl_media?: boolean; thread_ts?: string };
type Types = { slack: Slack & { channel: string }; 'slack-webhook': Slack; line: messagingApi.BroadcastRequest;
  discord: Plain<RESTPostAPIWebhookWithTokenJSONBody>; bluesky: object };
`;
const compilerOptions = { noEmit: true, strict: true, skipLibCheck: true, target: 'es2022', lib: ['es2022'],
  types: [], module: 'esnext', moduleResolution: 'bundler' };

// One line a body, in ASCII, so that a place in the compiler's output is a place in a body.
function judgeTypes(items, fault) {
  const first = declarations.split('\n').length;
  const ascii = (text) => text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const lines = items.map(({ service, body }, n) => ascii(`let b${n}: Types['${service}'] = ${JSON.stringify(body)};`));
  const folder = mkdtempSync(join(dirname(modules), 'judge-'));
  process.on('exit', () => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'bodies.ts'), declarations + lines.join('\n'));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ files: ['bodies.ts'], compilerOptions }));
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const ran = spawnSync(process.execPath, [tsc, '--pretty', 'false', '-p', folder],
    { encoding: 'utf8', cwd: folder, maxBuffer: 1 << 30 });
  const messages = (ran.stdout ?? '').split(/\n(?=\S)/).filter((message) => message.trim() !== '');
  if (ran.status !== 0 && messages.length === 0) throw new Error(`tsc failed: ${ran.error ?? ran.stderr}`);
  for (const message of messages) {
    const [, row, column, text] = /^bodies\.ts\((\d+),(\d+)\): error TS\d+: ([^]*)$/.exec(message) ?? [];
    if (!(row >= first)) throw new Error(`tsc says: ${message}`);
    const place = lines[row - first].slice(column - 1, +column + 39);
    fault(items[row - first], `type: ${text.trim().split('\n').at(-1).trim().slice(0, 300)} (at ${place})`);
  }
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'grapheme' });
const isBorder = (text, at) => at >= text.length || segmenter.segment(text).containing(at).index === at;

/// All values within, outermost first, with their paths.
function* within(value, path = '') {
  yield [value, path];
  for (const [key, inner] of typeof value === 'object' ? Object.entries(value ?? {}) : [])
    yield* within(inner, Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`);
}
const stringsIn = (value) => [...within(value)].filter(([inner]) => typeof inner === 'string');
const objectsIn = (value) => [...within(value)].filter(([inner]) => inner?.constructor === Object);

// What stands before an ellipsis is the beginning of a source, cut at a border; it may begin at any line, after some
// markup. Where words of ours come first, the end that a source knows is cut at a border of it.
function isCutWell(before, sources) {
  const starts = [...before.matchAll(/^[*_~>•\s]*/gm)].flatMap(({ index, 0: markup }) =>
    [before.slice(index), before.slice(index + markup.length)]).filter((start) => start !== '');
  if (starts.some((start) => sources.some((s) => s.startsWith(start) && isBorder(s, start.length)))) return true;
  const begun = sources.filter((s) => starts.some((start) => s.startsWith(start.slice(0, 20))));
  const others = sources.filter((s) => !begun.includes(s));
  for (let tail = before.slice(-20); tail.length >= 4; tail = tail.slice(1)) {
    const endsWell = (s) => s.split('').some((_, n) => s.startsWith(tail, n) && isBorder(s, n + tail.length));
    if (others.some((s) => s.includes(tail))) return others.some(endsWell);
  }
  return begun.length === 0;
}

function judgeTexts({ service, body, sources = [] }, fault) {
  for (const [text, path] of stringsIn(body)) {
    if (!text.isWellFormed() || text.includes('\ufffd')) fault(`${path} has a lone surrogate or U+FFFD`);
    if (/(\u200d|(?<!\p{RI})\p{RI}(\p{RI}\p{RI})*)…?$/u.test(text)) fault(`${path} ends within a grapheme`);
    // Slack escapes its mrkdwn and nothing else.
    const forms = !service.startsWith('slack') ? [text]
      : [text, text.replace(/<(https?:\/\/[^<>|]+)>/g, '$1').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')];
    const isWhole = (form) => [...form.matchAll(/…(?=[*_~]*(\n|$))/g)]
      .every(({ index }) => isCutWell(form.slice(0, index), sources));
    if (!forms.some(isWhole)) fault(`${path} is not cut at a grapheme's border of a source: ${text.slice(-30)}`);
  }
}

// By the type of an object, or else the property that holds it ('' for any): how long a text or a list may be.
// https://docs.slack.dev/reference/block-kit/blocks, …/methods/chat.update (text): UTF-16 units, to be sure.
// https://docs.discord.com/developers/resources/webhook#execute-webhook, …/message#embed-object-embed-limits and
// …/components/reference#button: code points, see https://github.com/discord/discord-api-docs/issues/1315.
// https://developers.line.biz/en/reference/messaging-api/#message-objects: UTF-16 units, but labels in graphemes (see
// …/docs/messaging-api/text-character-count/). Labels of 40 (flex) and addresses of 10,000 would do; we keep to less.
const slackLimits = {
  body: { text: 4000, blocks: 50 }, '': { block_id: 255, action_id: 255 }, mrkdwn: { text: 3000 },
  plain_text: { text: 3000 }, header: { 'text.text': 150 }, section: { fields: 10 }, fields: { text: 2000 },
  context: { elements: 10 }, actions: { elements: 25 }, button: { 'text.text': 75, value: 2000, url: 3000 },
  image: { alt_text: 2000, 'title.text': 2000, image_url: 3000 },
};
const limits = {
  slack: slackLimits, 'slack-webhook': slackLimits, bluesky: {},
  discord: { body: { content: 2000, username: 80, thread_name: 100, embeds: 10 }, '': { url: 2048, icon_url: 2048 },
    embeds: { title: 256, description: 4096, fields: 25 }, fields: { name: 256, value: 1024 },
    footer: { text: 2048 }, author: { name: 256 }, 2: { label: 80, url: 512 } },
  line: { body: { messages: 5 }, carousel: { contents: 12 }, uri: { uri: 1000 },
    '': { altText: 400, text: 5000, label: 20, url: 2000, originalContentUrl: 2000, previewImageUrl: 2000 } },
};
const schemes = { url: /^https?:\/\/\S+$/, line: /^https:\/\/\S+$/, uri: /^(https?:\/\/|line:|tel:)\S+$/ };
const sizeOf = (value, service, key) => service === 'discord' ? [...value].length
  : service === 'line' && key === 'label' ? [...segmenter.segment(value)].length : value.length;

function judgeLimits({ service, body }, fault) {
  for (const [o, at] of objectsIn(body)) {
    const holder = at === '' ? 'body' : at.replace(/\[\d+\]$/, '').split('.').at(-1);
    for (const [key, most] of ['', o.type, holder].flatMap((kind) => Object.entries(limits[service][kind] ?? {}))) {
      const value = key.split('.').reduce((inner, part) => inner?.[part], o);
      if (value === undefined) continue;
      const [path, size] = [at === '' ? key : `${at}.${key}`, sizeOf(value, service, key)];
      if (size > most) fault(`${path} has ${size} of ${most}`);
      if (size === 0 || value.trim?.() === '') fault(`${path} is empty`);
      if (/ur[li]$/i.test(key) && !(schemes[key === 'uri' ? key : service] ?? schemes.url).test(value))
        fault(`${path} is no such address: ${value}`);
    }
  }
}

// https://docs.slack.dev/messaging/formatting-message-text#escaping
function judgeMrkdwn(path, text, sources, fault) {
  const link = /<(https?:\/\/|mailto:)[^<>|\s]+(\|[^<>|\n]+)?>/g;
  if (/<[!@#]/.test(text)) fault(`${path} mentions somebody`);
  if (/&(?!(amp|lt|gt);)/.test(text)) fault(`${path} has an & that is not escaped`);
  if (/[<>]/.test(text.replace(link, ''))) fault(`${path} has a < or > that is not escaped`);
  for (const [found] of text.matchAll(link))
    if (sources.some((source) => source.includes(found))) fault(`${path} has a link out of a source: ${found}`);
}

// https://github.com/slackapi/bolt-js/issues/2509: the sum; how it is counted is not said, so all strings count.
function judgeSlack({ body, sources = [] }, fault) {
  const sum = stringsIn(body.blocks).reduce((total, [text]) => total + text.length, 0);
  if (sum > 13000) fault(`blocks have ${sum} of 13000 characters in all`);
  const ids = body.blocks.map((block) => block.block_id).filter(Boolean);
  if (new Set(ids).size < ids.length) fault('a block_id stands twice');
  judgeMrkdwn('text', body.text, sources, fault);
  for (const [o, at] of objectsIn(body)) {
    if (o.type === 'mrkdwn') judgeMrkdwn(at, o.text, sources, fault);
    if (o.type === 'section' && !o.text && !o.fields) fault(`${at} has neither text nor fields`);
    if (o.type === 'video' || o.type === 'markdown') fault(`${at} is a block of ${o.type}`);
  }
}

function judgeDiscord({ body }, fault) {
  if (JSON.stringify(body.allowed_mentions) !== '{"parse":[]}') fault('allowed_mentions is not {"parse": []}');
  if (!body.content && !body.embeds && !body.components) fault('says nothing');
  if (/clyde|discord/i.test(body.username ?? '')) fault('username is reserved');
  const texts = (body.embeds ?? []).flatMap(({ title, description, footer, author, fields = [] }) =>
    [title, description, footer?.text, author?.name, ...fields.flatMap(({ name, value }) => [name, value])]);
  const sum = sizeOf(texts.join(''), 'discord');
  if (sum > 6000) fault(`embeds have ${sum} of 6000 characters in all`);
  for (const [o, at] of objectsIn({ components: body.components }))
    if (o.type === 2 && o.style !== 5) fault(`${at} is no link, and only applications may ask back`);
}

function judgeLine({ body }, fault) {
  for (const [o, at] of objectsIn(body)) {
    if (o.type === 'uri' && o.uri === undefined) fault(`${at} has no uri`);
    if (o.type === 'button' && o.action.label === undefined) fault(`${at} has no label`);
    if (o.type === 'text' && o.text === undefined && !o.contents?.length) fault(`${at} has no text`);
    const most = { bubble: 30000, carousel: 50000 }[o.type];
    if (Buffer.byteLength(JSON.stringify(o)) > most) fault(`${at} has more than ${most} bytes`);
  }
}

/// A lexicon is open for more; in what we wrote, more is a mistake.
function judgeKeys(lexicons, def, value, path, fault) {
  const below = (inner, v, part = '') => inner ? judgeKeys(lexicons, inner, v, path + part, fault)
    : fault(`${path}${part} is unknown`);
  if (def.type === 'ref' || def.type === 'union') below(lexicons.getDef(def.ref ?? String(value.$type)), value);
  if (def.type === 'record') below(def.record, value);
  if (def.type === 'array') value.forEach((v, n) => below(def.items, v, `[${n}]`));
  if (def.type === 'blob' && value.size > def.maxSize) fault(`${path} has ${value.size} of ${def.maxSize} bytes`);
  if (def.type === 'object')
    for (const [key, v] of Object.entries(value)) if (key !== '$type') below(def.properties[key], v, `.${key}`);
}

// https://docs.bsky.app/docs/advanced-guides/post-richtext; an address that is shown is the one that it leads to.
function judgeFacets(text, facets, fault) {
  const bytes = Buffer.from(text);
  const sorted = [...facets].sort((a, b) => a.index.byteStart - b.index.byteStart);
  for (const [n, { index: { byteStart, byteEnd }, features }] of sorted.entries()) {
    const wrong = (what) => fault(`the facet from ${byteStart} to ${byteEnd} ${what}`);
    if (byteStart < sorted[n - 1]?.index.byteEnd) wrong('overlaps another');
    if (byteStart >= byteEnd || byteEnd > bytes.length) wrong(`is not within ${bytes.length} bytes`);
    const [from, to] = [byteStart, byteEnd].map((end) => bytes.subarray(0, end).toString().length);
    const covered = text.slice(from, to);
    if ([byteStart, byteEnd].some((end) => (bytes[end] & 0xc0) === 0x80)) wrong('is cut within a character');
    else if (!isBorder(text, from) || !isBorder(text, to)) wrong('is cut within a grapheme');
    if (covered !== covered.trim()) wrong('has space at an end');
    for (const { uri, tag } of features) {
      if (tag && covered !== `#${tag}` && covered !== `＃${tag}`) wrong(`covers ${covered}, not #${tag}`);
      if (!uri || !/^(https?:\/\/|[\w-]+(\.[\w-]+)+(\/|…|$))/i.test(covered)) continue;
      const shown = /^https?:/i.test(covered) ? uri : uri.replace(/^https?:\/\//i, '');
      const begun = covered.endsWith('…') && shown.startsWith(covered.slice(0, -1));
      if (!begun && covered !== shown && `${covered}/` !== shown) wrong(`covers ${covered}, not ${uri}`);
      else if (/^[\w/%#&=~-]/.test(text.slice(to))) wrong('ends within an address');
    }
  }
}

function judgeBluesky({ body }, fault) {
  const { jsonToLex, lexicons } = require('@atproto/api');
  const { collection, rkey, record } = body;
  try {
    lexicons.assertValidXrpcInput('com.atproto.repo.putRecord', body);
    lexicons.assertValidRecord('app.bsky.feed.post', jsonToLex(record));
  } catch (error) {
    return fault(error.message);
  }
  if (collection !== 'app.bsky.feed.post') fault(`the collection is ${collection}`);
  if (!require('@atproto/syntax').isValidTid(rkey)) fault(`the rkey is no TID: ${rkey}`);
  judgeKeys(lexicons, lexicons.getDefOrThrow('com.atproto.repo.putRecord').input.schema, body, 'body', fault);
  judgeKeys(lexicons, lexicons.getDefOrThrow('app.bsky.feed.post'), record, 'record', fault);
  if (record.text.trim() === '' && !record.embed) fault('says nothing');
  judgeFacets(record.text, record.facets ?? [], fault);
}

const judges =
  { slack: judgeSlack, 'slack-webhook': judgeSlack, discord: judgeDiscord, line: judgeLine, bluesky: judgeBluesky };
try {
  if (process.argv.length !== 3) throw new Error('usage: node judge.mjs FILE');
  const items = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const stranger = items.find(({ name, service, body }) => !name || !judges[service] || body?.constructor !== Object);
  if (items.length === 0 || stranger) throw new Error(`not a body of a known service: ${stranger?.name}`);
  const faults = new Map(items.map((item) => [item, []]));
  judgeTypes(items, (item, what) => faults.get(item).push(what));
  for (const [item, found] of faults) {
    const further = found.length === 0 ? [judgeLimits, judges[item.service]] : [];
    for (const judge of [judgeTexts, ...further]) judge(item, (what) => found.push(what));
    for (const what of found) console.log(`${item.name}: ${what}`.replaceAll('\n', ' '));
    if (found.length > 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(`judge: ${error.message}`);
  process.exitCode = 2;
}
