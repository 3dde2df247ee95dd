package org.lianxin.site.web;

import java.util.List;

/** A section with the sections below it. */
public record Section(String code, String parent, String name, String nameEn, List<Section> below) {

    public String name(boolean english) {
        return english && !nameEn.isEmpty() ? nameEn : name;
    }

    public String href() {
        return "/sections/" + code;
    }

    /** Its own code and those below it. */
    public List<String> codes() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(code), below.stream().map(Section::code))
                .toList();
    }
}
