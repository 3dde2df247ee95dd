package org.lianxin.web;

/** What a person is in a unit. {@link #OFFICE} and {@link #INSPECTOR} are held in the office's unit and reach the whole matrix. */
public enum Role {
    /** 微博管理员: writes posts and drafts replies. */
    EDITOR,
    /** 主要领导、分管领导: signs off. */
    LEADER,
    /** 现场最高领导: decides the wording during a major emergency. */
    ON_SCENE_LEADER,
    /** 新闻发言人: answers in live sessions; may sign off a step that names the role. */
    SPOKESPERSON,
    /** 督查: reads everything, changes nothing. */
    INSPECTOR,
    /** 承办、运行单位 (media): writes, never approves. */
    PARTNER,
    /** 管理办公室: keeps the register, routes, reviews what units report. */
    OFFICE
}
