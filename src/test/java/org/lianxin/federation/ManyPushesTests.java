package org.lianxin.federation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.Apps;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Connections.Granted;
import org.lianxin.delivery.Deliveries;
import org.lianxin.federation.Crowd.Said;
import org.lianxin.registry.Account;
import org.lianxin.registry.Platform;
import org.lianxin.simulators.Far;
import org.lianxin.simulators.discourse.DiscourseSimulator;
import org.lianxin.support.Cast;
import org.lianxin.support.Deeds;
import org.lianxin.support.LianxinTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Many comments, each pushed twice, in any order, by many at once, through the doors of four networks: each is there once, in its thread.
 * How many is told by {@code lianxin.pushes}, 10,000 for the whole.
 */
@LianxinTest(
        properties = {
            "lianxin.outbound.allow=127.0.0.0/8",
            "lianxin.outbound.http=true",
            "lianxin.federation.worker=false",
            "lianxin.delivery.worker=false",
            "lianxin.weibo.poll=0s",
            "lianxin.wechat.poll=0s",
            "lianxin.discourse.poll=0s"
        })
class ManyPushesTests {
    private static final int EACH = Integer.getInteger("lianxin.pushes", 400) / 4;
    private static final int PEOPLE = Math.max(8, EACH / 20);
    private static final int TOPICS = 3;
    private static final int AT_ONCE = 8;
    private static final Pattern NUMBER = Pattern.compile("\u7b2c([0-9]+)\u4ef6");
    private static final String FORUM = "shifan_forum";
    private static final String UID = "1902538057";
    private static final String APPID = "wxcrowd";

    private static Far forum;

    @Autowired
    ApplicationContext context;

    @Autowired
    Worker worker;

    @Autowired
    Addresses addresses;

    @Autowired
    JdbcClient db;

    @LocalServerPort
    int port;

    @AfterAll
    static void end() {
        forum.close();
    }

    /** One push of something, and where that must stand then: thread, and what it answers. */
    private record Push(Account account, Said said, String thread, String parent, HttpRequest request) {}

    private record Row(int place, String thread, String parent, String state, boolean gone, boolean joinedRightly) {}

    private Account account(Platform platform, Granted granted) {
        Cast cast = Cast.in(context);
        Account live = cast.live("traffic", platform, granted.remoteName(), granted.remoteName());
        context.getBean(Connections.class)
                .connect(live, granted, cast.person("traffic.editor"))
                .orThrow();
        return live;
    }

    /** Topics that the account has begun, published as any post is. */
    private List<String> topics(Account account) {
        List<String> topics = new ArrayList<>();
        for (int i = 0; i < TOPICS; i++) {
            var post = Deeds.of("traffic", "论坛", context)
                    .sentTo("绕行提示，大家来说说", "望湖大道施工，请绕行。第" + i + "处。", List.of(), account.id());
            topics.add(context.getBean(Deliveries.class)
                    .of("post", post.id(), Cast.in(context).person("traffic.editor"))
                    .getFirst()
                    .remoteId()
                    .split("/")[1]);
        }
        return topics;
    }

    private static Far forum() {
        Far far = Far.of(DiscourseSimulator::start);
        far.json("/sim/knobs", "{'titleLeast':6,'textLeast':8,'callsPerMinute':100000,'sameTitles':1}");
        far.json("/sim/categories", "{'id':5,'name':'公告'}");
        far.json("/sim/users", "{'username':'" + FORUM + "','key':'0123456789abcdef'}");
        return far;
    }

    /** One of two asks, which is a case whatever came before. */
    private static Said said(int place, Function<Integer, String> names) {
        return new Said(
                place, names.apply(place % PEOPLE), "第" + place + "件，" + (place % 2 == 0 ? "红绿灯什么时候修好？" : "辛苦了"));
    }

    @Test
    void whatIsPushedTwiceInAnyOrderThroughFourDoorsIsThereOnceAndInItsThread() throws Exception {
        forum = forum();
        context.getBean(Apps.class)
                .set(Platform.WEIBO, Crowd.APP, Crowd.SECRET, false, null)
                .orThrow();
        Account wechat = account(
                Platform.WECHAT,
                new Granted(
                        APPID,
                        APPID,
                        Map.of("appid", APPID, "secret", "s", "token", Crowd.TOKEN, "aes", Crowd.AES),
                        null));
        Account weibo = account(Platform.WEIBO, new Granted(UID, "示范微博", Map.of("token", "t"), null));
        Account discourse = account(
                Platform.FORUM,
                new Granted(
                        "forum/u/" + FORUM,
                        FORUM,
                        Map.of(
                                "base",
                                forum.url(),
                                "user",
                                FORUM,
                                "key",
                                "0123456789abcdef",
                                "category",
                                "5",
                                "hook",
                                Crowd.HOOK),
                        null));
        Account fediverse = Abroad.account(context, "traffic");
        List<String> topics = topics(discourse);
        Letterbox letterbox = new Letterbox(context);
        List<String> notes = IntStream.range(0, TOPICS)
                .mapToObj(i -> addresses.note(Long.parseLong(letterbox
                        .publish(fediverse, Letterbox.manuscript(fediverse, "post", "many" + i, "绕行", "今晚绕行。"))
                        .remoteId())))
                .toList();

        List<FarServer> servers =
                List.of(new FarServer(port), new FarServer(port), new FarServer(port), new FarServer(port));
        try (Crowd crowd = new Crowd(port, servers, PEOPLE)) {
            List<Push> all = new ArrayList<>();
            for (int place = 0; place < EACH; place++) {
                Said citizen = said(place, n -> "oCitizen" + n);
                all.add(new Push(
                        wechat,
                        citizen,
                        Crowd.privately(APPID, citizen.author()),
                        "",
                        crowd.wechat(wechat.id(), APPID, citizen)));
                // a third of them names the account in a post of their own
                Said fan = said(place, n -> Integer.toString(2_000_000 + n));
                long status = place % 3 == 0 ? 4_230_476_362_716_408L + place : 0;
                all.add(new Push(
                        weibo,
                        fan,
                        status == 0 ? "private of " + fan.author() : "status/" + status,
                        "",
                        crowd.weibo(weibo.id(), UID, fan, status)));
                Said member = said(place, n -> "member" + n);
                String topic = topics.get(place % TOPICS);
                int answers = place < TOPICS ? 0 : 2 + place - TOPICS;
                all.add(new Push(
                        discourse,
                        member,
                        "topic/" + topic,
                        answers == 0 ? "" : "topic/" + topic + "/" + answers,
                        crowd.forum(discourse.id(), "post_created", member, topic, answers)));
                Said neighbour = said(place, n -> "u" + n);
                String note = notes.get(place % TOPICS);
                all.add(new Push(fediverse, neighbour, note, note, crowd.fediverse(neighbour, note)));
            }
            List<Push> twice = new ArrayList<>(all);
            twice.addAll(all);
            Collections.shuffle(twice, new Random(7));
            long began = System.nanoTime();
            bring(crowd, twice.stream().map(Push::request).toList());
            System.out.printf(
                    "%,d messages, each pushed twice, over four accounts: %.1f s%n",
                    all.size(), (System.nanoTime() - began) / 1e9);

            for (Account account : List.of(wechat, weibo, discourse, fediverse)) {
                stand(account, all);
            }
            more(crowd, List.of(wechat, weibo, discourse, fediverse), topics.getFirst(), notes.getFirst());
            leave(crowd, discourse, fediverse, topics.getFirst(), notes.getFirst());
        }
    }

    private void bring(Crowd crowd, List<HttpRequest> requests) throws Exception {
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<Integer>> statuses = threads.invokeAll(requests.stream()
                    .<Callable<Integer>>map(r -> () -> crowd.bring(r))
                    .toList());
            Map<Integer, Integer> counted = new HashMap<>();
            for (Future<Integer> status : statuses) {
                counted.merge(status.get(), 1, Integer::sum);
            }
            assertThat(counted.keySet()).as("%s", counted).isSubsetOf(200, 202);
        }
        worker.all();
    }

    private List<Row> rows(Account account) {
        return db.sql("""
                        select m.masked, a.thread, a.parent, a.state, a.deleted_at is not null as gone,
                          a.state <> 'ADDED' or exists (select from intake.arrival o where o.message = a.joined and o.state = 'CASE'
                            and o.account = a.account and o.thread = a.thread) as rightly
                        from intake.arrival a join intake.message m on m.id = a.message where a.account = ?""")
                .param(account.id())
                .query((row, n) -> {
                    Matcher number = NUMBER.matcher(row.getString("masked"));
                    return new Row(
                            number.find() ? Integer.parseInt(number.group(1)) : -1,
                            row.getString("thread"),
                            row.getString("parent"),
                            row.getString("state"),
                            row.getBoolean("gone"),
                            row.getBoolean("rightly"));
                })
                .list();
    }

    private void stand(Account account, List<Push> all) {
        List<Push> wanted = all.stream().filter(p -> p.account() == account).toList();
        List<Row> there = rows(account);
        assertThat(there)
                .extracting(Row::place)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().map(p -> p.said().place()).toList());
        // what is private on Weibo stands in a thread whose name only the product knows; one for each of its people
        Map<String, String> names = new HashMap<>();
        for (Row row : there) {
            Push push = wanted.get(row.place());
            String thread = push.thread().startsWith("private of")
                    ? names.computeIfAbsent(push.thread(), t -> row.thread())
                    : push.thread();
            assertThat(row.thread()).isEqualTo(thread);
            assertThat(row.parent()).isEqualTo(push.parent());
            assertThat(row.state())
                    .as("whether %s is a case", push.said())
                    .isIn(row.place() % 2 == 0 ? List.of("CASE") : List.of("NEW", "ADDED", "SEEN"));
            assertThat(row.joinedRightly()).isTrue();
        }
        assertThat(names.values()).doesNotHaveDuplicates();
    }

    /** Who asked last in a thread says more there, which is no question: it is read with the case. */
    private void more(Crowd crowd, List<Account> four, String topic, String note) throws Exception {
        int place = EACH + 10 * TOPICS;
        int asked = place + place % 2;
        List<HttpRequest> requests = new ArrayList<>();
        for (int at : new int[] {asked, asked + 1}) {
            Said citizen = new Said(at, "oAsksMore", said(at, n -> "").text());
            Said fan = new Said(at, "1999999", citizen.text());
            Said neighbour = new Said(at, "u0", citizen.text());
            requests.add(crowd.wechat(four.get(0).id(), APPID, citizen));
            requests.add(crowd.weibo(four.get(1).id(), UID, fan, 0));
            requests.add(crowd.forum(four.get(2).id(), "post_created", citizen, topic, 0));
            requests.add(crowd.fediverse(neighbour, note));
            bring(crowd, requests);
        }
        for (Account account : four) {
            assertThat(rows(account).stream().filter(r -> r.place() >= asked))
                    .extracting(Row::state)
                    .containsExactlyInAnyOrder("CASE", "ADDED");
            assertThat(rows(account)).allMatch(Row::joinedRightly);
        }
    }

    /** Who wrote takes it away again: marked, and what was not there yet does not come any more. */
    private void leave(Crowd crowd, Account discourse, Account fediverse, String topic, String note) throws Exception {
        int before = rows(discourse).size();
        Said first = said(0, n -> "member" + n);
        Said away = said(1, n -> "u" + n);
        Said overtaken = said(EACH + 1, n -> "member" + n);
        Said overtook = said(EACH + 2, n -> "u" + n);
        HttpRequest gone = crowd.forum(discourse.id(), "post_destroyed", first, topic, 0);
        HttpRequest left = crowd.takenAway(away);
        HttpRequest early = crowd.forum(discourse.id(), "post_destroyed", overtaken, topic, 0);
        HttpRequest soon = crowd.takenAway(overtook);
        bring(crowd, List.of(gone, gone, left, left, early, soon));
        bring(
                crowd,
                List.of(
                        crowd.forum(discourse.id(), "post_created", overtaken, topic, 0),
                        crowd.fediverse(overtook, note)));

        for (Account account : List.of(discourse, fediverse)) {
            assertThat(rows(account)).hasSize(before);
            assertThat(rows(account).stream().filter(Row::gone).map(Row::place))
                    .containsExactly(account == discourse ? 0 : 1);
        }
    }
}
