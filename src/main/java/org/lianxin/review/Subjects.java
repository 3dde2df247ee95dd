package org.lianxin.review;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The kinds of thing that are reviewed in this installation, by their types. */
@Component
public class Subjects {
    private final ObjectProvider<Subject> present;

    Subjects(ObjectProvider<Subject> present) {
        this.present = present;
    }

    public Optional<Subject> of(String type) {
        return present.stream().filter(s -> s.type().equals(type)).findFirst();
    }

    public List<Subject> all() {
        return present.stream().sorted(Comparator.comparing(Subject::type)).toList();
    }

    /** Key of the words that say what kind of thing is to be approved. */
    public static String kind(String type) {
        return switch (type) {
            case "post" -> "review.kind.post";
            case "reply" -> "review.kind.reply";
            default -> "review.kind.other";
        };
    }

    /** Key of the noun for things of the type. */
    public static String noun(String type) {
        return switch (type) {
            case "post" -> "review.noun.post";
            case "reply" -> "review.noun.reply";
            default -> "review.noun.other";
        };
    }

    /** What lists say about the things under these reviews, by the review's id; a thing that is gone has no entry. */
    public Map<Long, Subject.Brief> briefs(Collection<Review> reviews) {
        Map<Long, Subject.Brief> found = new HashMap<>();
        for (Subject subject : all()) {
            List<Review> own = reviews.stream()
                    .filter(r -> r.subjectType().equals(subject.type()))
                    .toList();
            if (!own.isEmpty()) {
                Map<Long, Subject.Brief> briefs = subject.briefs(
                        own.stream().map(Review::subjectId).distinct().toList());
                own.stream()
                        .filter(r -> briefs.containsKey(r.subjectId()))
                        .forEach(r -> found.put(r.id(), briefs.get(r.subjectId())));
            }
        }
        return found;
    }
}
