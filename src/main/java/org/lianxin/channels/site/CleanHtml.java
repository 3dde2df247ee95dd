package org.lianxin.channels.site;

import java.util.regex.Pattern;

/** A second look at HTML before it is public: nothing but the tags that {@code language.Formatting} writes. */
final class CleanHtml {
    private static final Pattern TAG = Pattern.compile(
            "</?(?:p|h2|h3|ul|ol|li|strong|em|blockquote)>|<br ?/?>|</a>|<a href=\"(?:(?i:https?:|mailto:|tel:)[^\"<>]*|[^\":<>]*|[^\":<>]*[/?#][^\"<>]*)\"(?: rel=\"[a-z ]+\")?>|<ol start=\"\\d{1,9}\">");

    private CleanHtml() {}

    static boolean is(String html) {
        return TAG.matcher(html).replaceAll("").indexOf('<') < 0;
    }
}
