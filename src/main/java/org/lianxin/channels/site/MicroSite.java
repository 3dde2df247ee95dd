package org.lianxin.channels.site;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.PublishesHere;
import org.lianxin.delivery.Sheet;
import org.lianxin.language.Formatting;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.lianxin.web.ReadyPages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The connector of the own site. Joins the confirming transaction, so what is confirmed is public at its commit. */
@Component
class MicroSite implements PublishesHere {
    private static final int CHARACTERS = 20_000;
    private static final int TITLE = 100;
    private static final int PICTURES = 18;

    private final PublishedPages pages;
    private final Formatting formatting;
    private final ReadyPages ready;
    private final Pages texts;
    private final Pages.Site site;

    MicroSite(PublishedPages pages, Formatting formatting, ReadyPages ready, Pages texts, Pages.Site site) {
        this.pages = pages;
        this.formatting = formatting;
        this.ready = ready;
        this.texts = texts;
        this.site = site;
    }

    @Override
    public Platform platform() {
        return Platform.SITE;
    }

    @Override
    public Limits limits() {
        return new Limits(CHARACTERS, PICTURES, true, true, true);
    }

    @Override
    public Fitted fit(Manuscript m) {
        boolean reply = m.kind().equals("reply");
        Sheet sheet = new Sheet(
                m.kind(),
                reply ? "" : m.title().strip(),
                formatting.html(m.text()),
                formatting.plain(m.text()),
                reply ? m.title().strip() : "",
                m.category(),
                m.section(),
                m.unit(),
                m.unitName(),
                m.accountName(),
                m.reference(),
                m.media());
        return new Fitted(Sheet.MEDIA_TYPE, sheet.bytes(), problem(sheet, reply));
    }

    private static @Nullable String problem(Sheet sheet, boolean reply) {
        List<Manuscript.Picture> pictures = sheet.media().stream()
                .filter(p -> !p.type().startsWith("video"))
                .toList();
        if (!reply && sheet.title().isEmpty()) {
            return "channels.site.no-title";
        } else if (sheet.title().codePointCount(0, sheet.title().length()) > TITLE) {
            return "channels.site.title-too-long";
        } else if (sheet.plain().isBlank()) {
            return "channels.site.no-text";
        } else if (sheet.plain().codePointCount(0, sheet.plain().length()) > CHARACTERS) {
            return "channels.site.too-long";
        } else if (pictures.size() > PICTURES) {
            return "channels.site.too-many-pictures";
        } else if (sheet.media().size() - pictures.size() > 1) {
            return "channels.site.several-videos";
        } else if (pictures.stream().anyMatch(p -> p.alternative().isBlank())) {
            return "channels.site.no-alternative";
        }
        return CleanHtml.is(sheet.html()) ? null : "channels.site.unclean";
    }

    @Override
    @Transactional
    public List<Attempt> publish(List<Parcel> parcels) {
        List<Attempt> answers = new ArrayList<>(parcels.size());
        for (List<Parcel> wave : waves(parcels)) {
            answers.addAll(publishWave(wave));
        }
        ready.changed();
        return answers;
    }

    /** Cut so that within a wave all are of one kind and no page is touched twice; nearly always there is one. */
    private static List<List<Parcel>> waves(List<Parcel> parcels) {
        List<List<Parcel>> waves = new ArrayList<>();
        Set<String> touched = new HashSet<>();
        for (Parcel parcel : parcels) {
            String place = parcel.subjectType() + "/" + parcel.subjectId() + "/" + parcel.account();
            if (waves.isEmpty() || waves.getLast().getFirst().kind() != parcel.kind() || !touched.add(place)) {
                waves.add(new ArrayList<>());
                touched.clear();
                touched.add(place);
            }
            waves.getLast().add(parcel);
        }
        return waves;
    }

    private List<Attempt> publishWave(List<Parcel> wave) {
        List<PublishedPages.Entry> entries = wave.stream().map(MicroSite::entry).toList();
        var places = pages.write(
                wave.getFirst().kind(),
                entries.stream().filter(e -> e.problem() == null).toList());
        return entries.stream()
                .map(e -> answer(e, places.get(e.parcel().delivery())))
                .toList();
    }

    private static PublishedPages.Entry entry(Parcel parcel) {
        if (parcel.kind() == Parcel.Kind.WITHDRAW) {
            return new PublishedPages.Entry(parcel, null, null);
        }
        try {
            Sheet sheet = Sheet.read(parcel.bytes());
            // a NUL would fail the whole set in the database
            boolean clean = CleanHtml.is(sheet.html())
                    && !new String(parcel.bytes(), StandardCharsets.UTF_8).contains("\\u0000");
            return new PublishedPages.Entry(parcel, sheet, clean ? null : "channels.site.unclean");
        } catch (IllegalArgumentException broken) {
            return new PublishedPages.Entry(parcel, null, "channels.site.no-sheet");
        }
    }

    private Attempt answer(PublishedPages.Entry entry, PublishedPages.@Nullable Place place) {
        Parcel parcel = entry.parcel();
        if (entry.problem() != null) {
            return refused(entry.problem());
        } else if (parcel.kind() == Parcel.Kind.WITHDRAW) {
            // what is not here is withdrawn already
            return new Attempt.Confirmed(place == null ? "" : Long.toString(place.page()), address(parcel, place));
        } else if (place == null) {
            return refused("channels.site.not-published");
        } else if (!place.written()) {
            return refused("channels.site.withdrawn");
        }
        return new Attempt.Confirmed(Long.toString(place.page()), address(parcel, place));
    }

    private Attempt refused(String key) {
        return new Attempt.Refused(texts.texts(Locale.SIMPLIFIED_CHINESE).of(key));
    }

    private String address(Parcel parcel, PublishedPages.@Nullable Place place) {
        boolean reply = place == null ? parcel.kind() == Parcel.Kind.REPLY : place.reply();
        if (!reply) {
            return site.publicUrl() + "/posts/" + parcel.reference();
        }
        return site.publicUrl() + (place != null && place.shown() ? "/answers/" + parcel.reference() : "/follow");
    }
}
