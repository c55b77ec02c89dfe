// SPDX-License-Identifier: MIT
// A Bluesky PDS of Bluesky's own on 127.0.0.1, with one account, for tests.
//
//     node tests/bluesky/pds.mjs [--modules FOLDER] [--rate-limits]
//
// Prints one line of JSON, {"url", "handle", "password", "did", "app_password"}, and runs until its stdin closes or it
// gets SIGTERM or SIGINT; then it removes all that it wrote. It listens on 127.0.0.1 only and knows no other server:
// no app view, no relay, and a PLC directory of its own in memory.
//
//   --modules FOLDER   where tests/bluesky/install put the packages; build/bluesky of this work tree if not said
//   --rate-limits      count requests as the public servers do (createSession: 30 in 5 minutes for one account)
//
// This is TestNetworkNoAppView of @atproto/dev-env without that package. The account's own password and the app
// password both open a session.

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const host = "127.0.0.1";
const words = process.argv.slice(2);
const modulesAt = words.indexOf("--modules");
const here = path.dirname(fileURLToPath(import.meta.url));
const modules = modulesAt >= 0 ? path.resolve(words[modulesAt + 1]) : path.join(here, "../../build/bluesky");
const rateLimits = words.includes("--rate-limits");

const require = createRequire(path.join(modules, "node_modules", "x.js"));
const plc = require("@did-plc/server");
const pds = require("@atproto/pds");
const { Secp256k1Keypair } = require("@atproto/crypto");

// The PDS writes its own address into the account's DID document, so its port must be known before it listens.
function freePort() {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.on("error", reject);
        probe.listen(0, host, () => {
            const { port } = probe.address();
            probe.close(() => resolve(port));
        });
    });
}

// Both servers would listen on every address of the machine.
function keepToLoopback(server) {
    const listen = server.app.listen.bind(server.app);
    server.app.listen = (port) => listen(port, host);
}

async function ask(url, method, body, token) {
    const headers = { "content-type": "application/json" };
    if (token) headers.authorization = `Bearer ${token}`;
    const answer = await fetch(`${url}/xrpc/${method}`, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method}: ${answer.status} ${text}`);
    return JSON.parse(text);
}

const data = mkdtempSync(path.join(tmpdir(), "pds-"));
const closing = [];
let closed = false;

async function close(code) {
    if (closed) return;
    closed = true;
    // A server that does not end must not keep a test from ending.
    setTimeout(() => leave(code), 5000).unref();
    for (const end of closing.reverse()) await end().catch(() => {});
    leave(code);
}

function leave(code) {
    rmSync(data, { recursive: true, force: true });
    process.exit(code);
}

process.on("SIGTERM", () => close(0));
process.on("SIGINT", () => close(0));
process.stdin.on("end", () => close(0));
process.stdin.on("close", () => close(0));
process.stdin.on("error", () => close(0));
process.stdin.resume();

try {
    const plcPort = await freePort();
    const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: plcPort });
    keepToLoopback(directory);
    await directory.start();
    closing.push(() => directory.destroy());

    const rotation = await Secp256k1Keypair.create({ exportable: true });
    const recovery = await Secp256k1Keypair.create();
    const port = await freePort();
    const settings = {
        devMode: true,
        port,
        hostname: "localhost",
        dataDirectory: data,
        blobstoreDiskLocation: path.join(data, "blobs"),
        blobstoreDiskTmpLocation: path.join(data, "blobs-coming"),
        didPlcUrl: `http://${host}:${plcPort}`,
        recoveryDidKey: recovery.did(),
        plcRotationKeyK256PrivateKeyHex: Buffer.from(await rotation.export()).toString("hex"),
        adminPassword: randomBytes(16).toString("hex"),
        jwtSecret: randomBytes(16).toString("hex"),
        serviceHandleDomains: [".test"],
        inviteRequired: false,
        disableSsrfProtection: true,
        rateLimitsEnabled: rateLimits,
        crawlers: [],
    };
    const server = await pds.PDS.create(pds.envToCfg(settings), pds.envToSecrets(settings));
    keepToLoopback(server);
    await server.start();
    closing.push(() => server.destroy());

    const url = `http://${host}:${port}`;
    const handle = "machikado.test";
    const password = randomBytes(12).toString("base64url");
    const email = "radio@machikado.test";
    const account = await ask(url, "com.atproto.server.createAccount", { handle, password, email });
    const app = await ask(url, "com.atproto.server.createAppPassword", { name: "announce" }, account.accessJwt);
    const { did } = account;
    process.stdout.write(JSON.stringify({ url, handle, password, did, app_password: app.password }) + "\n");
} catch (error) {
    process.stderr.write(`pds.mjs: ${error.stack ?? error}\n`);
    await close(1);
}
