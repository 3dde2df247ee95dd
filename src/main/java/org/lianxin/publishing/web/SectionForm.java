package org.lianxin.publishing.web;

/** What was typed about a section, to be shown again. */
public record SectionForm(String code, String name, String nameEn, String parent) {}
