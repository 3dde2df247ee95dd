package org.lianxin.site.web;

import java.util.List;
import org.lianxin.channels.SiteMenu;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;

/** The open sections, as networks offer them in a menu. */
@Component
record SectionsMenu(Sections sections, Pages.Site site) implements SiteMenu {

    @Override
    public List<Entry> entries() {
        return sections.tree().stream().map(this::entry).toList();
    }

    private Entry entry(Section section) {
        return new Entry(
                section.name(),
                site.publicUrl() + section.href(),
                section.below().stream().map(this::entry).toList());
    }
}
