package org.lianxin.registry;

/** What somebody is called in the register, beside the role by which they may act. */
public enum Duty {
    /** 主要领导. */
    IN_CHARGE,
    /** 分管领导. */
    DEPUTY,
    /** 专职管理员. */
    FULL_TIME,
    /** 兼职管理员. */
    PART_TIME,
    /** 新闻发言人. */
    SPOKESPERSON,
    NONE
}
