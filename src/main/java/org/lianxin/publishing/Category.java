package org.lianxin.publishing;

/** What kind of item a post is. The words are {@code category.<name in small letters>}. */
public enum Category {
    /** 要闻. */
    NEWS,
    /** 政策. */
    POLICY,
    /** 解读. */
    INTERPRETATION,
    /** 突发. */
    EMERGENCY,
    /** 辟谣. */
    RUMOUR,
    /** 回应. */
    RESPONSE,
    /** 便民. */
    SERVICE,
    /** 图解. */
    INFOGRAPHIC,
    /** 公开信. */
    LETTER,
    /** 活动. */
    ACTIVITY;

    /** As it stands in requests, manuscripts and tables: {@code service}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static java.util.Optional<Category> of(String word) {
        return java.util.Arrays.stream(values())
                .filter(c -> c.word().equals(word))
                .findFirst();
    }
}
