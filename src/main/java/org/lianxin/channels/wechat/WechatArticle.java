package org.lianxin.channels.wechat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lianxin.channels.ShortText;
import org.lianxin.delivery.Connector.Fitted;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Sheet;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.language.Formatting;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** What an article is made of. Its link to the original is the post's page on the micro-site, and by that it is found again. */
@Component
class WechatArticle {
    static final int CHARACTERS = 19_000;
    static final int PICTURES = 20;
    private static final int TITLE = 32;
    private static final int AUTHOR = 16;
    private static final int DIGEST = 120;
    /** A message of 2,048 bytes holds so many Chinese characters. */
    private static final int MESSAGE = 600;

    private final Formatting formatting;
    private final Pages.Site site;
    private final Arrivals arrivals;
    private final WechatSettings settings;

    WechatArticle(Formatting formatting, Pages.Site site, Arrivals arrivals, WechatSettings settings) {
        this.formatting = formatting;
        this.site = site;
        this.arrivals = arrivals;
        this.settings = settings;
    }

    Fitted fit(Manuscript m) {
        boolean reply = m.kind().equals("reply");
        Sheet sheet = new Sheet(
                m.kind(),
                reply ? "" : m.title().strip(),
                reply ? "" : formatting.html(m.text()),
                formatting.plain(m.text()).strip(),
                "",
                m.category(),
                m.section(),
                m.unit(),
                m.unitName(),
                m.accountName(),
                m.reference(),
                reply
                        ? List.of()
                        : m.media().stream()
                                .filter(p -> p.type().startsWith("image"))
                                .toList());
        return new Fitted(Sheet.MEDIA_TYPE, sheet.bytes(), reply ? replyProblem(sheet) : problem(sheet));
    }

    private static @Nullable String problem(Sheet sheet) {
        if (sheet.title().isEmpty()) {
            return "channels.wechat.no-title";
        } else if (length(sheet.title()) > TITLE) {
            return "channels.wechat.title-too-long";
        } else if (sheet.plain().isBlank()) {
            return "channels.wechat.no-text";
        } else if (length(sheet.html()) > CHARACTERS) {
            return "channels.wechat.too-long";
        }
        return sheet.media().size() > PICTURES ? "channels.wechat.too-many-pictures" : null;
    }

    private @Nullable String replyProblem(Sheet sheet) {
        Optional<Arrival.Origin> origin = arrivals.origin(sheet.reference());
        boolean privately = origin.filter(o -> o.way() == Arrival.Way.PRIVATE).isPresent();
        if (sheet.plain().isBlank()) {
            return "channels.wechat.no-text";
        }
        return length(sheet.plain()) > (privately ? MESSAGE : settings.commentReply())
                ? "channels.wechat.reply-too-long"
                : null;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    String source(String reference) {
        return site.publicUrl() + "/posts/" + reference;
    }

    /** As WeChat takes it: one article with open comments, its pictures below the text. */
    Map<String, Object> draft(Sheet sheet, WechatPictures.Brought pictures) {
        StringBuilder content = new StringBuilder(sheet.html());
        for (String url : pictures.urls()) {
            content.append("<p><img src=\"").append(url).append("\"></p>");
        }
        Map<String, Object> article = new LinkedHashMap<>();
        article.put("article_type", "news");
        article.put("title", sheet.title());
        article.put("author", ShortText.cut(sheet.unitName(), AUTHOR));
        article.put("digest", ShortText.cut(sheet.plain().replaceAll("\\s+", " "), DIGEST));
        article.put("content", content.toString());
        article.put("content_source_url", source(sheet.reference()));
        article.put("thumb_media_id", pictures.cover());
        article.put("need_open_comment", 1);
        article.put("only_fans_can_comment", 0);
        return Map.of("articles", List.of(article));
    }
}
