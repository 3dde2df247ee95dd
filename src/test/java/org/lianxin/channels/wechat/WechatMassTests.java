package org.lianxin.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.lianxin.channels.Allowances;
import org.lianxin.channels.Connections;
import org.lianxin.channels.Counts;
import org.lianxin.channels.wechat.WechatMass.State;
import org.lianxin.delivery.Besides;
import org.lianxin.delivery.DeliveryState;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.Waybill;
import org.lianxin.kernel.Outcome;
import org.lianxin.publishing.Post;
import org.lianxin.registry.AccountState;
import org.lianxin.registry.Accounts;
import org.lianxin.web.Waiting;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An article is pushed to all who follow: once, with the approved words, and whatever happens on the way. */
class WechatMassTests extends OnWechat {
    @Autowired
    Accounts accounts;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    WechatMassOrders orders;

    @Autowired
    WechatMassRounds rounds;

    @Autowired
    WechatMasses masses;

    @Autowired
    WechatBesides besides;

    @Autowired
    WechatMassEnds ends;

    @Autowired
    WechatSettings settings;

    @Autowired
    Allowances allowances;

    @Autowired
    List<Waiting> waiting;

    private Waybill out(String words) {
        Post post = post(words);
        later(Duration.ofSeconds(31));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        return waybill(post);
    }

    private void follow(String name) {
        FAR.json("/sim/people/event", "{'app':'" + appid + "','name':'" + name + "','event':'subscribe'}");
    }

    private void order(Waybill waybill) {
        orders.order(waybill, account, true, cast.person("traffic.editor")).orThrow();
        rounds.round();
    }

    private WechatMass mass(Waybill waybill) {
        return masses.of(waybill.id()).orElseThrow();
    }

    private State after(Duration time, Waybill waybill) {
        FAR.advance(time.toString());
        clock.set(clock.instant().plus(time));
        rounds.round();
        return mass(waybill).state();
    }

    /** Numbers of what was taken for all who follow this account, by the journal of the other side. */
    private Set<String> taken() {
        return FAR.get("/sim/journal", "kind", "publication")
                .body()
                .lines()
                .map(line -> JSON.readTree(line).path("is"))
                .filter(p ->
                        p.path("mass").asBoolean() && p.path("appid").asString().equals(appid))
                .map(p -> p.path("id").asString())
                .collect(Collectors.toSet());
    }

    private int drafts() {
        return FAR.get("/cgi-bin/draft/count", "access_token", token())
                .json()
                .path("total_count")
                .asInt();
    }

    @Test
    void it_goes_to_all_once_with_the_approved_words_and_wechat_says_to_how_many() {
        follow("甲");
        follow("乙");
        Waybill waybill = out("望湖大道施工，请绕行朝晖路。");
        order(waybill);
        assertThat(mass(waybill).state()).isEqualTo(State.TAKEN);
        order(waybill);
        assertThat(after(Duration.ofMinutes(1), waybill)).isEqualTo(State.SENT);

        assertThat(taken()).hasSize(1);
        WechatMass sent = mass(waybill);
        assertThat(sent.counted()).isEqualTo(new WechatMass.Counted(2L, 2L, 2L, 0L));
        assertThat(FAR.at(sent.url()).body()).contains("绕行提示", "请绕行朝晖路");
        assertThat(sent.url()).isNotEqualTo(waybill.url());
        assertThat(drafts()).as("no draft is left over").isZero();
        assertThat(besides.to("post", waybill.subjectId()))
                .extracting(Besides.Happened::key)
                .containsExactly("channels.mass.step.ordered", "channels.mass.step.sent-to");
    }

    @Test
    void a_lost_answer_is_asked_for_again_under_the_same_name_and_nobody_gets_it_twice() {
        Waybill waybill = out("答话丢了，只推送一次。");
        fault("message/mass/sendall", "'kind':'take-then-drop'");
        order(waybill);
        assertThat(mass(waybill).state()).isEqualTo(State.SENDING);
        rounds.round();
        assertThat(after(Duration.ofSeconds(66), waybill)).isEqualTo(State.SENT);

        assertThat(taken()).hasSize(1);
        assertThat(mass(waybill).counted().total())
                .as("its end was reported before its number was known")
                .isZero();
    }

    @Test
    void what_never_arrived_goes_out_with_the_next_try() {
        Waybill waybill = out("没有送到，再推送。");
        fault("message/mass/sendall", "'kind':'drop-before'");
        order(waybill);
        assertThat(taken()).isEmpty();
        assertThat(after(Duration.ofSeconds(66), waybill)).isEqualTo(State.TAKEN);
        assertThat(after(Duration.ofSeconds(66), waybill)).isEqualTo(State.SENT);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void an_answer_that_nobody_can_read_and_one_too_soon_are_asked_for_again() {
        Waybill waybill = out("回话看不懂。");
        fault("message/mass/sendall", "'kind':'unreadable'");
        order(waybill);
        fault("message/mass/sendall", "'kind':'error','code':45066");
        assertThat(after(Duration.ofSeconds(66), waybill)).isEqualTo(State.SENDING);
        fault("message/mass/sendall", "'kind':'error','code':-1");
        assertThat(after(Duration.ofSeconds(66), waybill)).isEqualTo(State.SENDING);
        assertThat(after(Duration.ofMinutes(11), waybill)).isIn(State.TAKEN, State.SENT);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void a_program_that_is_killed_between_its_steps_goes_on_where_it_was() {
        Waybill drafted = out("写了草稿，程序没了。");
        orders.order(drafted, account, true, cast.person("traffic.editor")).orThrow();
        WechatMass claimed = claim(drafted);
        String draft = draft();
        masses.drafted(claimed, draft);
        rounds.round();
        assertThat(mass(drafted).state()).as("somebody is busy with it").isEqualTo(State.ORDERED);
        assertThat(after(Duration.ofMinutes(4), drafted)).isEqualTo(State.TAKEN);
        assertThat(mass(drafted).draft()).isEqualTo(draft);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void a_program_that_is_killed_before_or_after_the_call_asks_again_under_the_same_name() {
        Waybill waybill = out("正要交给微信，程序没了。");
        orders.order(waybill, account, true, cast.person("traffic.editor")).orThrow();
        WechatMass claimed = claim(waybill);
        masses.drafted(claimed, draft());
        assertThat(masses.sending(claimed)).isTrue();
        assertThat(masses.sending(claimed)).as("only once").isFalse();
        assertThat(after(Duration.ofMinutes(4), waybill)).isEqualTo(State.TAKEN);
        assertThat(taken()).hasSize(1);
    }

    private WechatMass claim(Waybill waybill) {
        return masses.claim(1000).stream()
                .filter(m -> m.delivery() == waybill.id())
                .findFirst()
                .orElseThrow();
    }

    private String draft() {
        String cover = FAR.upload(
                        "/cgi-bin/material/add_material?type=image&access_token=" + token(),
                        "media",
                        java.util.HexFormat.of().parseHex("89504e470d0a1a0a0000000d"),
                        java.util.Map.of())
                .json()
                .path("media_id")
                .asString();
        return FAR.json(
                        "/cgi-bin/draft/add?access_token=" + token(),
                        "{'articles':[{'title':'绕行提示','content':'<p>一</p>','thumb_media_id':'" + cover + "'}]}")
                .json()
                .path("media_id")
                .asString();
    }

    @Test
    void the_second_of_a_day_waits_until_wechat_allows_one_again() {
        Waybill first = out("今天的第一篇。");
        Waybill second = out("今天的第二篇。");
        order(first);
        order(second);
        assertThat(mass(second).state()).isEqualTo(State.ORDERED);
        assertThat(mass(second).why()).contains("名额");
        Instant next = mass(second).next();
        assertThat(next).isAfter(clock.instant().plus(Duration.ofHours(23)));
        assertThat(after(Duration.ofHours(22), second)).isEqualTo(State.ORDERED);
        assertThat(taken()).hasSize(1);
        assertThat(after(Duration.ofHours(26), second)).isEqualTo(State.TAKEN);
        assertThat(taken()).hasSize(2);
    }

    @Test
    void when_wechat_says_that_its_quota_is_over_it_waits_for_the_next_morning() {
        Waybill waybill = out("微信说没有名额了。");
        fault("message/mass/sendall", "'kind':'error','code':45028");
        order(waybill);
        assertThat(mass(waybill).state()).isEqualTo(State.ORDERED);
        assertThat(mass(waybill).why()).contains("45028");
        assertThat(mass(waybill).next().atZone(clock.getZone()).getHour()).isEqualTo(8);
        assertThat(after(Duration.ofHours(34), waybill)).isEqualTo(State.TAKEN);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void where_nothing_is_reported_wechat_is_asked_now_and_then() {
        FAR.json("/sim/pushes", "{'app':'" + appid + "'}");
        Post post = post("没有回调的推送。");
        later(Duration.ofSeconds(31));
        later(Duration.ofMinutes(3));
        later(Duration.ofMinutes(3));
        order(waybill(post));
        assertThat(after(Duration.ofMinutes(3), waybill(post))).isEqualTo(State.SENT);
        assertThat(mass(waybill(post)).counted()).isEqualTo(WechatMass.Counted.NONE);
    }

    @Test
    void what_the_administrator_does_not_allow_is_told_and_may_be_ordered_again() {
        Waybill waybill = out("管理员没有同意。");
        FAR.json("/sim/outcomes", "{'app':'" + appid + "','next':1,'state':6}");
        order(waybill);
        assertThat(after(Duration.ofMinutes(1), waybill)).isEqualTo(State.FAILED);
        assertThat(mass(waybill).why()).contains("管理员30分钟");
        assertThat(waiting.stream().flatMap(w -> w.waitingFor(cast.person("traffic.editor")).stream()))
                .extracting(Waiting.Item::href)
                .contains("/console/masses/" + waybill.id());

        String before = mass(waybill).client();
        FAR.json("/sim/knobs", "{'massPerDay':9}");
        assertThat(after(Duration.ofHours(25), waybill)).isEqualTo(State.FAILED);
        order(waybill);
        FAR.json("/sim/knobs", "{'massPerDay':1}");
        assertThat(mass(waybill).client()).isNotEqualTo(before);
        assertThat(after(Duration.ofMinutes(1), waybill)).isEqualTo(State.SENT);
    }

    @Test
    void what_is_refused_is_let_be() {
        Waybill waybill = out("微信不收。");
        fault("message/mass/sendall", "'kind':'error','code':48001");
        order(waybill);
        assertThat(mass(waybill).state()).isEqualTo(State.REFUSED);
        assertThat(mass(waybill).why()).contains("48001");
        orders.end(waybill, account, cast.person("traffic.leader")).orThrow();
        assertThat(mass(waybill).state()).isEqualTo(State.DROPPED);
        assertThat(orders.end(waybill, account, cast.person("traffic.leader"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void what_was_withdrawn_or_corrected_is_not_pushed() {
        Waybill waiting = out("撤下就不推送了。");
        orders.order(waiting, account, true, cast.person("traffic.editor")).orThrow();
        delivery.withdraw("post", waiting.subjectId(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        rounds.round();
        assertThat(mass(waiting).state()).isEqualTo(State.DROPPED);
        delivery.drain();
        assertThat(orders.hindrance(of(waiting))).isEqualTo("channels.mass.not.withdrawn");

        Post post = post("更正以前的话。");
        later(Duration.ofSeconds(31));
        Waybill wrong = waybill(post);
        orders.order(wrong, account, true, cast.person("traffic.editor")).orThrow();
        deeds.corrected(post, "更正以后的话。", "时间写错了");
        rounds.round();
        assertThat(mass(wrong).state()).isEqualTo(State.DROPPED);
        assertThat(taken()).isEmpty();
    }

    private Post letThrough(String words) {
        Post post = deeds.letThrough("绕行提示", words, account.id());
        later(Duration.ofSeconds(31));
        assertThat(waybill(post).state()).isEqualTo(DeliveryState.CONFIRMED);
        return post;
    }

    @Test
    void what_was_let_through_is_pushed_only_when_somebody_has_looked_back_and_found_it_good() {
        Post post = letThrough("没等审批就放行的。");
        Waybill waybill = waybill(post);
        assertThat(orders.order(waybill, account, true, cast.person("traffic.editor")))
                .isEqualTo(Outcome.<Long>refused(Outcome.Kind.CHANGED_MEANWHILE, "channels.mass.not.looked-back"));
        masses.order(waybill.id(), account.id(), cast.id("traffic.editor"));
        rounds.round();
        assertThat(mass(waybill).state())
                .as("ordered before this was asked for")
                .isEqualTo(State.DROPPED);
        assertThat(mass(waybill).why()).contains("没有人回看");
        assertThat(taken()).isEmpty();

        deeds.lookedBack(post, true);
        order(waybill);
        assertThat(mass(waybill).state()).isEqualTo(State.TAKEN);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void what_was_found_wrong_when_somebody_looked_back_is_not_pushed() {
        Post post = letThrough("放行以后发现写错了。");
        Waybill waybill = waybill(post);
        masses.order(waybill.id(), account.id(), cast.id("traffic.editor"));
        deeds.lookedBack(post, false);
        rounds.round();
        assertThat(mass(waybill).state()).isEqualTo(State.DROPPED);
        assertThat(mass(waybill).why()).contains("回看时发现有问题");
        assertThat(orders.order(waybill, account, true, cast.person("traffic.editor")))
                .isEqualTo(Outcome.<Long>refused(Outcome.Kind.CHANGED_MEANWHILE, "channels.mass.not.found-wrong"));
        assertThat(taken()).isEmpty();
    }

    @Test
    void what_was_found_wrong_after_its_answer_was_lost_is_not_asked_for_again() {
        Post post = letThrough("答话丢了，又发现写错了。");
        Waybill waybill = waybill(post);
        masses.order(waybill.id(), account.id(), cast.id("traffic.editor"));
        WechatMass claimed = claim(waybill);
        masses.drafted(claimed, draft());
        assertThat(masses.sending(claimed)).isTrue();
        deeds.lookedBack(post, false);
        assertThat(after(Duration.ofMinutes(4), waybill)).isEqualTo(State.UNKNOWN);
        assertThat(taken()).isEmpty();
    }

    @Test
    void while_the_account_is_suspended_it_waits() {
        Waybill waybill = out("停用期间不推送。");
        orders.order(waybill, account, true, cast.person("traffic.editor")).orThrow();
        accounts.move(account.id(), AccountState.SUSPENDED, "整改。", null).orThrow();
        rounds.round();
        assertThat(mass(waybill).state()).isEqualTo(State.ORDERED);
        assertThat(mass(waybill).why()).contains("停");
        assertThat(taken()).isEmpty();

        accounts.move(account.id(), AccountState.LIVE, "", null).orThrow();
        assertThat(after(Duration.ofMinutes(6), waybill)).isIn(State.TAKEN, State.SENT);
        assertThat(taken()).hasSize(1);
    }

    private Waybill of(Waybill waybill) {
        return deliveries.find(waybill.id(), cast.person("traffic.editor")).orElseThrow();
    }

    private List<DeliveryState> withdrawals(Waybill waybill) {
        return deliveries.of("post", waybill.subjectId(), cast.person("traffic.editor")).stream()
                .filter(w -> w.kind() == Parcel.Kind.WITHDRAW)
                .map(Waybill::state)
                .toList();
    }

    @Test
    void a_withdrawal_takes_away_the_article_and_the_message_to_all() {
        Waybill waybill = out("推送以后撤下。");
        order(waybill);
        delivery.withdraw("post", waybill.subjectId(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(withdrawals(waybill)).as("it is still being sent").containsExactly(DeliveryState.QUEUED);
        assertThat(FAR.at(waybill.url()).status()).isEqualTo(404);

        assertThat(after(Duration.ofMinutes(2), waybill)).isEqualTo(State.SENT);
        assertThat(FAR.at(mass(waybill).url()).status()).isEqualTo(200);
        fault("message/mass/delete", "'kind':'take-then-drop'");
        delivery.drain();
        later(Duration.ofMinutes(2));
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.CONFIRMED);
        assertThat(FAR.at(mass(waybill).url()).status()).isEqualTo(404);
        assertThat(mass(waybill).deleted()).isNotNull();
    }

    private void withdraw(Waybill waybill) {
        delivery.withdraw("post", waybill.subjectId(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
    }

    private Waybill pushed(String words) {
        Waybill waybill = out(words);
        order(waybill);
        assertThat(after(Duration.ofMinutes(1), waybill)).isEqualTo(State.SENT);
        return waybill;
    }

    private String told(Waybill waybill) {
        return deliveries.of("post", waybill.subjectId(), cast.person("traffic.editor")).stream()
                .filter(w -> w.kind() == Parcel.Kind.WITHDRAW)
                .map(Waybill::why)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_message_is_deleted_though_the_article_waits_for_the_quota_of_another_day() {
        Waybill waybill = pushed("今天撤了很多篇。");
        for (int i = 0; i < 10; i++) {
            assertThat(allowances.take(account.id(), settings.toWithdraw())).isEmpty();
        }
        withdraw(waybill);
        assertThat(FAR.at(mass(waybill).url()).status()).isEqualTo(404);
        assertThat(mass(waybill).deleted()).isNotNull();
        assertThat(FAR.at(waybill.url()).status()).isEqualTo(200);
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.QUEUED);

        later(Duration.ofHours(25));
        assertThat(FAR.at(waybill.url()).status()).isEqualTo(404);
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.CONFIRMED);
    }

    @Test
    void where_the_program_may_not_delete_the_article_it_deletes_the_message_and_a_person_the_article() {
        Waybill waybill = pushed("文章程序删不了。");
        fault("freepublish/delete", "'kind':'error','code':48001,'next':100");
        withdraw(waybill);
        assertThat(FAR.at(mass(waybill).url()).status()).isEqualTo(404);
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.HAND);
        assertThat(told(waybill)).contains("48001").doesNotContain("推送的那一篇");
    }

    @Test
    void what_a_person_has_to_delete_by_hand_is_named_whole() {
        Waybill waybill = pushed("两篇程序都删不了。");
        fault("freepublish/delete", "'kind':'error','code':48001,'next':100");
        fault("message/mass/delete", "'kind':'error','code':48001,'next':100");
        withdraw(waybill);
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.HAND);
        assertThat(told(waybill)).contains("文章：").contains("推送的那一篇：");
    }

    @Test
    void a_person_is_asked_for_the_article_when_the_message_that_was_still_being_sent_is_gone() {
        Waybill waybill = out("还在推送，文章又删不了。");
        order(waybill);
        fault("freepublish/delete", "'kind':'error','code':48001,'next':100");
        withdraw(waybill);
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.QUEUED);
        assertThat(told(waybill)).contains("48001").contains("推送的那一篇：");
        assertThat(after(Duration.ofMinutes(2), waybill)).isEqualTo(State.SENT);
        delivery.drain();
        assertThat(mass(waybill).deleted()).isNotNull();
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.HAND);
        assertThat(told(waybill)).contains("48001").doesNotContain("推送的那一篇");
        assertThat(allowances.used(account.id(), settings.toWithdraw().getFirst()))
                .as("it was asked for once")
                .isEqualTo(1);
    }

    @Test
    void an_article_whose_deletion_got_no_answer_is_asked_for_again_while_the_message_is_there() {
        Waybill waybill = out("撤文章没有回话。");
        order(waybill);
        fault("freepublish/delete", "'kind':'take-then-drop'");
        withdraw(waybill);
        assertThat(withdrawals(waybill)).as("nobody may say that it is gone").containsExactly(DeliveryState.QUEUED);
        assertThat(after(Duration.ofMinutes(6), waybill)).isEqualTo(State.SENT);
        delivery.drain();
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.CONFIRMED);
        assertThat(FAR.at(mass(waybill).url()).status()).isEqualTo(404);
    }

    @Test
    void what_wechat_has_taken_and_never_reports_is_for_a_person_after_a_day_and_its_withdrawal_goes_on() {
        Waybill waybill = out("微信收下就没有下文。");
        FAR.json("/sim/pushes", "{'app':'" + appid + "'}");
        fault("message/mass/get", "'kind':'error','code':-1,'next':1000");
        order(waybill);
        withdraw(waybill);
        assertThat(after(Duration.ofHours(23), waybill)).isEqualTo(State.TAKEN);
        delivery.drain();
        assertThat(withdrawals(waybill)).containsExactly(DeliveryState.QUEUED);
        assertThat(after(Duration.ofHours(2), waybill)).isEqualTo(State.UNKNOWN);
        assertThat(mass(waybill).why()).contains("一天");
        assertThat(waiting.stream().flatMap(w -> w.waitingFor(cast.person("traffic.editor")).stream()))
                .extracting(Waiting.Item::href)
                .contains("/console/masses/" + waybill.id());

        delivery.drain();
        assertThat(withdrawals(waybill)).as("its number is known").containsExactly(DeliveryState.CONFIRMED);
        assertThat(mass(waybill).deleted()).isNotNull();
        assertThat(waiting.stream().flatMap(w -> w.waitingFor(cast.person("traffic.editor")).stream()))
                .as("nothing is left to say")
                .extracting(Waiting.Item::href)
                .doesNotContain("/console/masses/" + waybill.id());
    }

    @Test
    void an_end_that_is_reported_after_the_day_still_counts() {
        Waybill waybill = out("下文来得很晚。");
        FAR.json("/sim/pushes", "{'app':'" + appid + "'}");
        fault("message/mass/get", "'kind':'error','code':-1,'next':1000");
        order(waybill);
        assertThat(after(Duration.ofHours(25), waybill)).isEqualTo(State.UNKNOWN);
        ends.ended(
                account.id(),
                String.valueOf(mass(waybill).message()),
                new WechatMass.End(true, "", new WechatMass.Counted(3L, 3L, 3L, 0L), ""));
        assertThat(mass(waybill).state()).isEqualTo(State.SENT);
    }

    @Test
    void after_a_day_without_an_answer_nobody_asks_again_and_a_person_says_what_became_of_it() {
        Waybill waybill = out("一天没有回话。");
        fault("message/mass/sendall", "'kind':'drop-before','next':100");
        order(waybill);
        assertThat(after(Duration.ofHours(21), waybill)).isEqualTo(State.UNKNOWN);
        FAR.delete("/sim/faults");
        assertThat(after(Duration.ofHours(21), waybill)).isEqualTo(State.UNKNOWN);
        assertThat(taken()).isEmpty();

        orders.settle(waybill, account, false, cast.person("traffic.editor")).orThrow();
        order(waybill);
        assertThat(mass(waybill).state()).isEqualTo(State.TAKEN);
        assertThat(taken()).hasSize(1);
    }

    @Test
    void what_waited_when_a_copy_was_made_is_not_pushed_by_the_program_that_is_made_of_it() {
        Waybill waybill = out("备份里等着的推送。");
        orders.order(waybill, account, true, cast.person("traffic.editor")).orThrow();
        besides.doubt();
        rounds.round();
        assertThat(mass(waybill).state()).isEqualTo(State.UNKNOWN);
        orders.settle(waybill, account, true, cast.person("traffic.editor")).orThrow();
        assertThat(mass(waybill).state()).isEqualTo(State.SENT);
        delivery.withdraw("post", waybill.subjectId(), "时间写错了", cast.person("traffic.leader"))
                .orThrow();
        delivery.drain();
        assertThat(withdrawals(waybill))
                .as("its number is not known, so a person deletes it there")
                .containsExactly(DeliveryState.HAND);
        assertThat(taken()).isEmpty();
    }

    @Test
    void only_the_accounts_unit_and_the_office_decide_and_they_say_that_they_mean_it() {
        Waybill waybill = out("谁能推送。");
        assertThat(orders.order(waybill, account, true, cast.person("water.editor")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(orders.order(waybill, account, true, cast.person("traffic.partner")))
                .isEqualTo(Outcome.notAllowed());
        assertThat(orders.order(waybill, account, false, cast.person("traffic.editor")))
                .isEqualTo(Outcome.invalid("sure", "channels.mass.sure-needed"));
        assertThat(masses.of(waybill.id())).isEmpty();
        assertThat(orders.order(waybill, account, true, cast.person("office")).isDone())
                .isTrue();
        orders.end(waybill, account, cast.person("traffic.editor")).orThrow();
        rounds.round();
        assertThat(mass(waybill).state()).isEqualTo(State.DROPPED);
        assertThat(taken()).isEmpty();
    }

    @Test
    void a_service_account_may_four_times_in_a_month() {
        connections
                .connect(
                        account,
                        connects.tried(
                                        account,
                                        java.util.Map.of(
                                                "kind", "service", "appid", appid, "secret", "secret1", "token",
                                                "AAAAA"))
                                .orThrow(),
                        cast.person("traffic.editor"))
                .orThrow();
        FAR.json("/sim/knobs", "{'massPerDay':9}");
        for (int i = 1; i <= 5; i++) {
            order(out("服务号第" + i + "篇。"));
        }
        FAR.json("/sim/knobs", "{'massPerDay':1}");
        assertThat(taken()).hasSize(4);
        assertThat(connects.tried(account, java.util.Map.of("kind", "other", "appid", appid)))
                .isEqualTo(Outcome.<Connections.Granted>invalid("kind", "channels.connect.wechat.kind-form"));
    }

    @Test
    void comments_on_what_was_pushed_come_in() {
        Waybill waybill = out("推送的也能留言。");
        order(waybill);
        after(Duration.ofMinutes(1), waybill);
        String words = "请问推送的这篇绕行到几号结束" + NEXT.incrementAndGet() + "？";
        JsonNode written = FAR.json(
                        "/sim/people/comment",
                        "{'app':'" + appid + "','name':'猫','msg_data_id':'"
                                + mass(waybill).data() + "','text':'" + words + "'}")
                .json();
        assertThat(written.path("error").isMissingNode()).isTrue();
        polling.fetch(connections.of(account.id()).orElseThrow());
        assertThat(cases.list(
                                new org.lianxin.cases.Cases.Filter(org.lianxin.cases.Cases.Part.ALL, null, null, words),
                                null,
                                5,
                                cast.person("traffic.editor"))
                        .items())
                .hasSize(1);
    }

    @Test
    void what_is_counted_of_both_articles_is_one_figure() {
        Waybill waybill = out("两篇的数加起来。");
        order(waybill);
        after(Duration.ofMinutes(1), waybill);
        String published = String.valueOf(
                jobs.ofArticle(account.id(), waybill.remoteId()).orElseThrow().data());
        LocalDate day = LocalDate.ofInstant(clock.instant(), clock.getZone());
        after(Duration.ofHours(30), waybill);
        for (String data : List.of(published, String.valueOf(mass(waybill).data()))) {
            FAR.json("/sim/figures", "{'msg_data_id':'" + data + "','date':'" + day + "','read':1000,'like':20}");
        }
        assertThat(counts.count(
                                connections.of(account.id()).orElseThrow(),
                                List.of(new Counts.Out(
                                        waybill.remoteId(), clock.instant().minus(Duration.ofHours(30)))))
                        .posts())
                .hasEntrySatisfying(waybill.remoteId(), numbers -> {
                    assertThat(numbers.reads()).isEqualTo(2000);
                    assertThat(numbers.likes()).isEqualTo(40);
                });
    }

    @Test
    void what_has_waited_does_not_ring_at_night_and_its_name_is_short_enough() {
        ZonedDateTime noon = ZonedDateTime.parse("2026-11-26T12:30:00+08:00");
        assertThat(WechatMassing.decent(noon)).isEqualTo(noon);
        assertThat(WechatMassing.decent(noon.withHour(3)))
                .isEqualTo(noon.withHour(8).withMinute(0));
        assertThat(WechatMassing.decent(noon.withHour(22)))
                .isEqualTo(noon.plusDays(1).withHour(8).withMinute(0));
        WechatMass longest = new WechatMass(
                Long.MAX_VALUE,
                1,
                1,
                noon.toInstant(),
                Integer.MAX_VALUE,
                State.ORDERED,
                "",
                noon.toInstant(),
                null,
                null,
                null,
                null,
                null,
                "",
                WechatMass.Counted.NONE,
                null,
                false,
                null,
                null);
        assertThat(longest.client().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(64);
    }
}
