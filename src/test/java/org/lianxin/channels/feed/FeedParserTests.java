package org.lianxin.channels.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of feeds as websites write them. */
class FeedParserTests {
    private static final URI AT = URI.create("https://www.shifan.example/rss/news.xml");

    private static Parsed parse(String feed) {
        return FeedParser.parse(feed.getBytes(StandardCharsets.UTF_8), AT).orElseThrow();
    }

    @Test
    void rss_gives_title_words_address_and_date() {
        Parsed feed = parse("""
                <?xml version="1.0"?><rss version="2.0"><channel><title>市水务局</title>
                <item><title>今晚&lt;b&gt;停水&lt;/b&gt;通知</title><link>/news/1.html</link><guid isPermaLink="false">n1</guid>
                <description><![CDATA[<p>请<script>alert(1)</script>提前储水。</p>]]></description><pubDate>Tue, 24 Nov 2026 09:30:00 +0800</pubDate></item>
                <item><title>没有地址</title></item>
                <item><guid>https://www.shifan.example/news/2</guid><description>只有话</description></item></channel></rss>""");
        assertThat(feed.title()).isEqualTo("市水务局");
        assertThat(feed.items())
                .containsExactly(
                        new Parsed.Item(
                                "n1",
                                "今晚停水通知",
                                "请提前储水。",
                                "https://www.shifan.example/news/1.html",
                                Instant.parse("2026-11-24T01:30:00Z")),
                        new Parsed.Item(
                                "https://www.shifan.example/news/2",
                                "只有话",
                                "",
                                "https://www.shifan.example/news/2",
                                null));
    }

    @Test
    void atom_and_json_feed_give_the_same() {
        Parsed.Item expected = new Parsed.Item(
                "tag:1", "停水", "请提前储水。", "https://www.shifan.example/1", Instant.parse("2026-11-24T01:30:00Z"));
        assertThat(parse("""
                                <feed xmlns="http://www.w3.org/2005/Atom"><title>水</title><entry><id>tag:1</id><title type="html">停水</title>
                                <link rel="self" href="/self"/><link href="/1"/><published>2026-11-24T09:30:00+08:00</published><summary>请提前储水。</summary></entry></feed>""").items()).containsExactly(expected);
        assertThat(parse("""
                                {"version":"https://jsonfeed.org/version/1.1","title":"水","items":[{"id":"tag:1","title":"停水","url":"/1","content_html":"<p>请提前储水。</p>",
                                "date_published":"2026-11-24T09:30:00+08:00"}]}""").items()).containsExactly(expected);
    }

    @Test
    void a_feed_in_the_old_chinese_charset_is_read_as_it_says() {
        byte[] bytes =
                "<?xml version=\"1.0\" encoding=\"gb2312\"?><rss><channel><title>交警</title><item><title>绕行</title><link>/1</link></item></channel></rss>"
                        .getBytes(Charset.forName("GBK"));
        assertThat(FeedParser.parse(bytes, AT).orElseThrow().items().getFirst().title())
                .isEqualTo("绕行");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "ftp://x.example/",
                "https://user:secret@x.example/",
                "https:///x",
                "http://[",
                ""
            })
    void an_address_that_no_browser_should_open_leads_nowhere(String url) {
        assertThat(FeedParser.address(url, AT)).isEmpty();
    }

    @Test
    void the_same_entry_twice_is_one_and_there_are_not_more_than_two_hundred() {
        StringBuilder many = new StringBuilder("<rss><channel>");
        for (int i = 0; i < 300; i++) {
            many.append("<item><title>t</title><link>/").append(i / 2).append("</link></item>");
        }
        assertThat(parse(many + "</channel></rss>").items()).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<html><body>not found</body></html>",
                "{\"items\":[]}",
                "{\"version\":",
                "<rss><channel>",
                "<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><title>&x;</title></channel></rss>",
                "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss><channel><title>&b;</title></channel></rss>"
            })
    void what_is_no_feed_or_has_entities_is_not_read(String feed) {
        assertThat(FeedParser.parse(feed.getBytes(StandardCharsets.UTF_8), AT)).isEmpty();
    }

    @Test
    void one_that_is_nested_without_end_is_not_read() {
        String deep = "<rss><channel>" + "<a>".repeat(100_000);
        assertThat(FeedParser.parse(deep.getBytes(StandardCharsets.UTF_8), AT)).isEmpty();
    }
}
