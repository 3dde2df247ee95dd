// One deed with masto: node masto.mjs BASE TOKEN DEED WORDS…, each percent-encoded; answers with one line of JSON.
import { openAsBlob } from "node:fs";
import { createHash, randomBytes } from "node:crypto";
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto";
import { WebSocket } from "ws";

// Node 20 lacks what masto takes for granted since Node 22
globalThis.WebSocket ??= WebSocket;
Promise.withResolvers ??= () => {
  const all = {};
  all.promise = new Promise((resolve, reject) => Object.assign(all, { resolve, reject }));
  return all;
};

const [url, accessToken, deed, ...words] = process.argv.slice(2).map(decodeURIComponent);
const client = createRestAPIClient({ url, accessToken: accessToken === "-" ? undefined : accessToken });
const redirectUri = "urn:ietf:wg:oauth:2.0:oob";
const say = value => console.log(JSON.stringify(value));

const deeds = {
  // with proof of who asked first (PKCE)
  async register() {
    const app = await client.v1.apps.create({ clientName: "masto.js", redirectUris: redirectUri, scopes: "read write follow" });
    const verifier = randomBytes(32).toString("base64url");
    const asked = new URLSearchParams({
      response_type: "code",
      client_id: app.clientId,
      redirect_uri: redirectUri,
      scope: "read write follow",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    say({ id: app.clientId, secret: app.clientSecret + " " + verifier, url: `${url}/oauth/authorize?${asked}` });
  },
  async redeem(clientId, secrets, code) {
    const [clientSecret, codeVerifier] = secrets.split(" ");
    const answer = await createOAuthAPIClient({ url }).token.create({
      grantType: "authorization_code",
      clientId,
      clientSecret,
      redirectUri,
      code,
      codeVerifier,
      scope: "read write follow",
    });
    say({ token: answer.accessToken });
  },
  async me() {
    const instance = await client.v2.instance.fetch();
    const older = await client.v1.instance.fetch();
    const me = await client.v1.accounts.verifyCredentials();
    say({ id: me.id, name: me.displayName, title: instance.title, older: older.title, posts: me.statusesCount });
  },
  async post(text, picture) {
    const file = await openAsBlob(picture);
    const media = await client.v2.media.create({ file, description: "路口" });
    const post = await client.v1.statuses.create({ status: text, mediaIds: [media.id] });
    say({ id: post.id, scheduled: post.scheduledAt, media: post.mediaAttachments.map(m => m.description) });
  },
  async read(account, words) {
    const home = await client.v1.timelines.home.list({ limit: 5 });
    const open = await client.v1.timelines.public.list({ local: true });
    const own = await client.v1.accounts.$select(account).statuses.list();
    const found = await client.v2.search.list({ q: words, resolve: true });
    const of = list => list.map(s => ({ id: s.id, content: s.content, pictures: s.mediaAttachments.length }));
    say({ home: of(home), open: of(open), own: of(own), found: of(found.statuses) });
  },
  async notifications() {
    const all = await client.v1.notifications.list();
    say(all.map(n => ({ id: n.id, type: n.type, content: n.status?.content })));
  },
  async error() {
    try {
      await client.v1.statuses.$select("1").fetch();
      say({});
    } catch (refused) {
      say({ status: refused.statusCode, message: refused.message });
    }
  },
  // says every event until its input ends
  async listen() {
    const { configuration } = await client.v2.instance.fetch();
    const streaming = createStreamingAPIClient({
      streamingApiUrl: configuration.urls.streaming,
      accessToken,
      implementation: WebSocket,
    });
    process.stdin.resume().on("end", () => process.exit());
    await streaming.prepare();
    const events = streaming.user.subscribe();
    say({ ready: true });
    for await (const event of events) {
      say({ event: event.event, id: event.payload.id ?? event.payload, type: event.payload.type });
    }
  },
};

await deeds[deed](...words);
