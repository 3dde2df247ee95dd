package org.lianxin.federation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.lianxin.delivery.Attempt;
import org.lianxin.delivery.Carried;
import org.lianxin.delivery.Manuscript;
import org.lianxin.delivery.Parcel;
import org.lianxin.delivery.PublishesHere;
import org.lianxin.delivery.Reposts;
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
class Fediverse implements PublishesHere, Reposts {
    private final NoteForm form;
    private final Publishing publishing;
    private final Notes notes;
    private final Announcing announcing;
    private final Around around;

    Fediverse(NoteForm form, Publishing publishing, Notes notes, Announcing announcing, Around around) {
        this.form = form;
        this.publishing = publishing;
        this.notes = notes;
        this.announcing = announcing;
        this.around = around;
    }

    /** What was asked, what is carried, and the words for a no. */
    @Component
    record Around(Arrivals arrivals, Announces announces, Pages pages) {}

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

    /** An announcement has no words of its own. */
    @Override
    public int ownWords() {
        return 0;
    }

    @Override
    public @Nullable String cannotRepost() {
        return null;
    }

    @Override
    public Fitted fitRepost(Manuscript own, Carried original) {
        return new Fitted(Sheet.MEDIA_TYPE, Sheet.carrying(original, own, "").bytes(), null);
    }

    @Override
    @Transactional
    public List<Attempt> publish(List<Parcel> parcels) {
        List<Attempt> answers = new ArrayList<>(parcels.size());
        for (Parcel parcel : parcels) {
            answers.add(done(parcel).orElseGet(() -> publish(parcel)));
        }
        return answers;
    }

    private Optional<Attempt> done(Parcel parcel) {
        Optional<Notes.Note> note = notes.byDelivery(parcel.delivery());
        return note.isPresent()
                ? Optional.of(confirmed(note.get()))
                : around.announces().byDelivery(parcel.delivery()).map(a -> confirmed(a));
    }

    private Attempt publish(Parcel parcel) {
        try {
            return switch (parcel.kind()) {
                case PUBLISH -> post(parcel, Sheet.read(parcel.bytes()));
                case REPLY -> reply(parcel, Sheet.read(parcel.bytes()));
                case CORRECT -> correct(parcel, Sheet.read(parcel.bytes()));
                case WITHDRAW -> withdraw(parcel);
            };
        } catch (IllegalArgumentException broken) {
            return refused("federation.no-sheet");
        }
    }

    /** What stands there already, from an earlier review, is a change of its wording. */
    private Attempt post(Parcel parcel, Sheet sheet) {
        if (sheet.carried() != null) {
            return announce(parcel, sheet.carried());
        }
        Optional<Notes.Note> there = notes.ofPost(parcel.account(), parcel.reference());
        if (there.isPresent()) {
            return there.get().withdrawnAt() == null
                    ? confirmed(publishing.change(there.get(), sheet, parcel))
                    : refused("federation.withdrawn");
        }
        return confirmed(publishing.create(parcel, sheet, Audience.everybody(), form.page(parcel.reference())));
    }

    private Attempt withdraw(Parcel parcel) {
        Optional<Announces.Announce> announce = announcing.of(parcel);
        return announce.isPresent()
                ? confirmed(announcing.undo(announce.get(), parcel))
                : standing(parcel)
                        .map(note -> confirmed(publishing.withdraw(note, parcel)))
                        // what is not there is withdrawn already
                        .orElseGet(() -> new Attempt.Confirmed("", ""));
    }

    private Attempt announce(Parcel parcel, Carried original) {
        Optional<Notes.Note> note = announcing.original(original);
        return note.isEmpty()
                ? refused("federation.original-gone")
                : announcing.stands(parcel.account(), note.get())
                        ? refused("federation.announced-already")
                        : confirmed(announcing.announce(parcel, note.get()));
    }

    private Attempt reply(Parcel parcel, Sheet sheet) {
        Optional<Arrival.Origin> asked = around.arrivals().origin(parcel.reference());
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

    private Attempt confirmed(Announces.Announce announce) {
        return new Attempt.Confirmed(Announcing.remoteId(announce), announce.url());
    }

    private Attempt refused(String key) {
        return new Attempt.Refused(
                around.pages().texts(Locale.SIMPLIFIED_CHINESE).of(key));
    }
}
