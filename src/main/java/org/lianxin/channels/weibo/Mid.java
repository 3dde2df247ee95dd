package org.lianxin.channels.weibo;

/** Weibo's two ways of writing the number of a post: decimal in the interface, base 62 in addresses. */
final class Mid {
    private static final String DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private Mid() {}

    /** From the right, seven decimal digits make four of base 62. */
    static String base62(String decimal) {
        StringBuilder all = new StringBuilder();
        for (int end = decimal.length(); end > 0; end -= 7) {
            long group = Long.parseLong(decimal.substring(Math.max(0, end - 7), end));
            StringBuilder four = new StringBuilder();
            for (long rest = group; rest > 0; rest /= 62) {
                four.insert(0, DIGITS.charAt((int) (rest % 62)));
            }
            while (end > 7 && four.length() < 4) {
                four.insert(0, '0');
            }
            all.insert(0, four);
        }
        return all.toString().replaceFirst("^0+(?=.)", "");
    }

    static String decimal(String base62) {
        StringBuilder all = new StringBuilder();
        for (int end = base62.length(); end > 0; end -= 4) {
            long group = 0;
            for (char c : base62.substring(Math.max(0, end - 4), end).toCharArray()) {
                int digit = DIGITS.indexOf(c);
                if (digit < 0) {
                    throw new IllegalArgumentException("not base 62: " + base62);
                }
                group = group * 62 + digit;
            }
            String seven = Long.toString(group);
            all.insert(0, end > 4 ? "0".repeat(Math.max(0, 7 - seven.length())) + seven : seven);
        }
        return all.toString();
    }
}
