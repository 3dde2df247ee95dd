package org.lianxin.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ValidHtmlTests {

    @Test
    void a_valid_page_has_no_error() {
        assertThat(
                        ValidHtml.errors(
                                "<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>示范发布</title></head><body><h1>好</h1></body></html>"))
                .isEmpty();
    }

    @Test
    void a_broken_one_has() {
        assertThat(
                        ValidHtml.errors(
                                "<!doctype html><html lang=\"zh-CN\"><head><title>x</title></head><body><p><div></p><img src=\"a\"></body></html>"))
                .isNotEmpty();
    }
}
