package org.lianxin.simulators.weibo;

/** The short form of an id in the address of a post: seven decimal digits are four of base 62, counted from the right. */
final class Base62 {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Base62() {}

    static String decode(String text) {
        StringBuilder id = new StringBuilder();
        for (int to = text.length(); to > 0; to -= 4) {
            long group = 0;
            for (char digit : text.substring(Math.max(0, to - 4), to).toCharArray()) {
                group = group * 62 + DIGITS.indexOf(digit);
            }
            id.insert(0, to > 4 ? "%07d".formatted(group) : Long.toString(group));
        }
        return id.toString();
    }
}
