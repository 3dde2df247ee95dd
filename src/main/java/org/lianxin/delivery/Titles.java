package org.lianxin.delivery;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lianxin.review.Subject;
import org.lianxin.review.Subjects;
import org.springframework.stereotype.Component;

/** What the delivered things are called, in their own words. */
@Component
public class Titles {
    private final Subjects subjects;

    Titles(Subjects subjects) {
        this.subjects = subjects;
    }

    /** By the delivery's id; a thing that is gone or has no title is missing. */
    public Map<Long, String> of(Collection<Waybill> waybills) {
        Map<Long, String> names = new HashMap<>();
        for (Subject subject : subjects.all()) {
            List<Waybill> own = waybills.stream()
                    .filter(w -> w.subjectType().equals(subject.type()))
                    .toList();
            Map<Long, Subject.Brief> briefs = own.isEmpty()
                    ? Map.of()
                    : subject.briefs(own.stream().map(Waybill::subjectId).collect(Collectors.toSet()));
            for (Waybill waybill : own) {
                Subject.Brief brief = briefs.get(waybill.subjectId());
                if (brief != null && !brief.title().isBlank()) {
                    names.put(waybill.id(), brief.title());
                }
            }
        }
        return names;
    }
}
