// One deed with megalodon: node megalodon.mjs BASE TOKEN DEED WORDS…, each percent-encoded; answers with one line of JSON.
import { createReadStream } from "node:fs";
import generator from "megalodon";

const [url, token, deed, ...words] = process.argv.slice(2).map(decodeURIComponent);
const client = generator("mastodon", url, token === "-" ? null : token);
const say = value => console.log(JSON.stringify(value));

const deeds = {
  async register() {
    const app = await client.registerApp("megalodon", { scopes: ["read", "write", "follow"] });
    say({ id: app.clientId ?? app.client_id, secret: app.clientSecret ?? app.client_secret, url: app.url });
  },
  async redeem(id, secret, code) {
    const answer = await client.fetchAccessToken(id, secret, code);
    say({ token: answer.accessToken ?? answer.access_token });
  },
  async me() {
    const instance = await client.getInstance();
    const me = await client.verifyAccountCredentials();
    say({ id: me.data.id, name: me.data.display_name, title: instance.data.title });
  },
  async post(text, picture) {
    const media = await client.uploadMedia(createReadStream(picture), { description: "路口" });
    const post = await client.postStatus(text, { media_ids: [media.data.id] });
    say({ id: post.data.id, media: post.data.media_attachments.map(m => m.description) });
  },
  async read(account, words) {
    const of = list => list.data.map(s => ({ id: s.id, content: s.content, pictures: s.media_attachments.length }));
    const found = await client.search(words, { type: "statuses" });
    say({
      home: of(await client.getHomeTimeline()),
      open: of(await client.getPublicTimeline()),
      own: of(await client.getAccountStatuses(account)),
      found: of({ data: found.data.statuses }),
    });
  },
  async notifications() {
    const all = await client.getNotifications();
    say(all.data.map(n => ({ id: n.id, type: n.type, content: n.status?.content })));
  },
  // says every event until its input ends
  async listen() {
    const stream = await client.userStreaming();
    process.stdin.resume().on("end", () => process.exit());
    stream.on("connect", () => say({ ready: true }));
    stream.on("update", status => say({ event: "update", id: status.id }));
    stream.on("notification", n => say({ event: "notification", id: n.id, type: n.type }));
    stream.on("delete", id => say({ event: "delete", id }));
    stream.on("status_update", status => say({ event: "status.update", id: status.id }));
    stream.on("error", error => say({ error: String(error) }));
  },
};

await deeds[deed](...words);
