package org.lianxin.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sets clean HTML for reading on a phone: telephone numbers can be tapped and, like dates, stay on one line. No word is changed. */
public final class Typeset {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern WHOLE = Pattern.compile(
            "(?<![\\d-])(0\\d{2,3}-\\d{7,8})(?![\\d-])|(\\d{1,2}\u6708\\d{1,2}\u65e5)|(\\d{1,2}:\\d{2}\u2014{1,2}\\d{1,2}:\\d{2})");

    private Typeset() {}

    public static String html(String clean) {
        StringBuilder out = new StringBuilder(clean.length() + 200);
        Matcher tags = TAG.matcher(clean);
        boolean linked = false;
        int from = 0;
        while (tags.find()) {
            text(clean.substring(from, tags.start()), linked, out);
            String tag = tags.group();
            linked = tag.startsWith("<a ") || (linked && !tag.equals("</a>"));
            out.append(tag);
            from = tags.end();
        }
        text(clean.substring(from), linked, out);
        return out.toString();
    }

    private static void text(String text, boolean linked, StringBuilder out) {
        Matcher found = WHOLE.matcher(text);
        int from = 0;
        while (found.find()) {
            out.append(text, from, found.start());
            String telephone = found.group(1);
            if (telephone != null && !linked) {
                out.append("<a class=\"nowrap\" href=\"tel:")
                        .append(telephone.replace("-", ""))
                        .append("\">")
                        .append(telephone)
                        .append("</a>");
            } else {
                out.append("<span class=\"nowrap\">").append(found.group()).append("</span>");
            }
            from = found.end();
        }
        out.append(text.substring(from));
    }
}
