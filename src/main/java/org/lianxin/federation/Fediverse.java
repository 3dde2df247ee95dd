package org.lianxin.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.PublishesHere;
import org.lianxin.delivery.Sheet;
import org.lianxin.intake.Arrival;
import org.lianxin.intake.Arrivals;
import org.lianxin.kernel.Ids;
import org.lianxin.registry.Platform;
import org.lianxin.web.Pages;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The connector of the fediverse, which lives in this very database: confirmed is what stands there and is queued for every server where
 * somebody follows. That it arrives everywhere is the affair of {@link Postman}, which takes days if it must.
 */
@Component
class Fediverse implements PublishesHere {
    private final NoteForm form;
    private final Publishing publishing;
    private final Notes notes;
    private final Arrivals arrivals;
    private final Pages pages;

    Fediverse(NoteForm form, Publishing publishing, Notes notes, Arrivals arrivals, Pages pages) {
        this.form = form;
        this.publishing = publishing;
        this.notes = notes;
        this.arrivals = arrivals;
        this.pages = pages;
    }

    @Override
    public Platform platform() {
        return Platform.FEDIVERSE;
    }

    @Override
    public Limits limits() {
        return new Limits(NoteForm.LONGEST, NoteForm.PICTURES, true, true, true);
    }

    @Override
    public Fitted fit(Manuscript manuscript) {
        return form.fit(manuscript);
    }

    @Override
    @Transactional
    public List<Attempt> publish(List<Parcel> parcels) {
        List<Attempt> answers = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            Optional<Notes.Note> before = notes.byDelivery(parcel.delivery());
            answers.add(before.map(this::confirmed).orElseGet(() -> publish(parcel)));
        }
        return answers;
    }

    private Attempt publish(Parcel parcel) {
        try {
            return switch (parcel.kind()) {
                case PUBLISH -> post(parcel, Sheet.read(parcel.bytes()));
                case REPLY -> reply(parcel, Sheet.read(parcel.bytes()));
                case CORRECT -> correct(parcel, Sheet.read(parcel.bytes()));
                case WITHDRAW ->
                    standing(parcel)
                            .map(note -> confirmed(publishing.withdraw(note, parcel)))
                            // what is not there is withdrawn already
                            .orElseGet(() -> new Attempt.Confirmed("", ""));
            };
        } catch (IllegalArgumentException broken) {
            return refused("federation.no-sheet");
        }
    }

    /** What stands there already, from an earlier review, is a change of its wording. */
    private Attempt post(Parcel parcel, Sheet sheet) {
        Optional<Notes.Note> there = notes.ofPost(parcel.account(), parcel.reference());
        if (there.isPresent()) {
            return there.get().withdrawnAt() == null
                    ? confirmed(publishing.change(there.get(), sheet, parcel))
                    : refused("federation.withdrawn");
        }
        return confirmed(publishing.create(parcel, sheet, Audience.everybody(), form.page(parcel.reference())));
    }

    private Attempt reply(Parcel parcel, Sheet sheet) {
        Optional<Arrival.Origin> asked = arrivals.origin(parcel.reference());
        if (asked.isEmpty() || Addresses.host(asked.get().author().id()).isEmpty()) {
            return refused("federation.no-question");
        } else if (asked.get().deleted()) {
            return refused("federation.question-gone");
        }
        Arrival.Origin origin = asked.get();
        Audience audience = new Audience(
                origin.way() != Arrival.Way.PRIVATE,
                origin.author().id(),
                origin.author().name(),
                origin.remoteId());
        return confirmed(publishing.create(parcel, sheet, audience, origin.url()));
    }

    private Attempt correct(Parcel parcel, Sheet sheet) {
        Optional<Notes.Note> there = standing(parcel);
        return there.isEmpty()
                ? refused("federation.not-published")
                : there.get().withdrawnAt() != null
                        ? refused("federation.withdrawn")
                        : confirmed(publishing.change(there.get(), sheet, parcel));
    }

    private Optional<Notes.Note> standing(Parcel parcel) {
        OptionalLong id = Ids.parse(String.valueOf(parcel.remoteId()));
        return id.isPresent()
                ? notes.find(id.getAsLong()).filter(n -> n.account() == parcel.account())
                : Optional.empty();
    }

    private Attempt confirmed(Notes.Note note) {
        return new Attempt.Confirmed(Long.toString(note.id()), note.shownAt());
    }

    private Attempt refused(String key) {
        return new Attempt.Refused(pages.texts(Locale.SIMPLIFIED_CHINESE).of(key));
    }
}
